package parley.check

fun main() { println("hello") }
