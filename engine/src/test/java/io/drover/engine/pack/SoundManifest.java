package io.drover.engine.pack;

/** A manifest that says everything that a manifest can say. */
final class SoundManifest {

    static final String TEXT = """
            format: 1
            name: example
            role: deciding
            subjects: [account]
            owner: revenue-operations
            reviewedAt: 2026-11-01
            taxonomies:
              fit: {subject: account, purpose: context, values: [{name: high}, {name: low}], default: low,
                    needs: [account.industry, rfm], exclusive: true}
              persona: {subject: contact, values: [Can't Lose Them, plain], needs: [contact.title], unclassified: allowed}
              tier: {purpose: treatment, values: [{name: one, treatment: none, reason: too few}], currency: EUR}
            scores:
              intent: {capPerGroupAndDay: 20, decimals: 1}
              plain:
            segments:
              in-market: {owner: demand-generation, motion: new-business, minimumSize: 50}
              nurture: {treatment: none, reason: the quadrant treats it}
            treatments:
              sdr.outreach: {channel: internal, message: Reach out, offer: none, owner: SDR, purpose: sales, priority: 100,
                             due: end-of-day, cooldown: 30d, repeatEvery: 24h, suppression: true, enabled: false,
                             validFrom: 2026-01-01, validUntil: "2026-02-01T12:00:00Z"}
              ads.show: {channel: ads, message: Look, offer: none, owner: none, due: 4h, cooldown: null}
            """;

    private SoundManifest() {}
}
