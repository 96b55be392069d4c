package io.drover.server.demo;

/** A request for a decision, and the name that people know its subject by. */
record Question(String name, String request) {}
