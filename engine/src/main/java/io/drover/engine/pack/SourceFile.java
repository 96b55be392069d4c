package io.drover.engine.pack;

/** A text file of a pack, its path relative to the pack's directory. */
public record SourceFile(String path, String text) {}
