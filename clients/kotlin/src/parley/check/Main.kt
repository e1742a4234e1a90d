/** Proves the generated client against a running server: its address and a key in the environment. Ends with 0, or with what was wrong. */
package parley.check

import parley.client.apis.AgentsApi
import parley.client.apis.MeApi
import parley.client.infrastructure.ApiClient
import parley.client.infrastructure.ClientException
import parley.client.models.AgentInput

fun main() {
    val address = System.getenv("PARLEY_ADDRESS")
    ApiClient.accessToken = System.getenv("PARLEY_KEY")
    val me = MeApi(address).getMe()
    check(me.email == System.getenv("PARLEY_EMAIL")) { "getMe tells of somebody else" }
    val agents = AgentsApi(address)
    val made = agents.createAgent(AgentInput(name = "Made in Kotlin"))
    check(made.name == "Made in Kotlin" && made.draft.voice.voice.isNotEmpty()) { "createAgent gave something else" }
    check(agents.listAgents(search = "kotlin").items.map { it.id } == listOf(made.id)) { "listAgents does not have the agent" }
    check(agents.getAgent(made.id).draft == made.draft) { "getAgent gave another draft" }
    try {
        agents.getAgent("agt_of_nobody")
        error("an agent of nobody was there")
    } catch (refused: ClientException) {
        check(refused.statusCode == 404) { "an agent of nobody: ${refused.statusCode}" }
    }
    println("Kotlin: getMe, createAgent, listAgents and getAgent answered as they should")
}
