using NetworkSimulator.Flows;

namespace NetworkSimulator.Ingresses;

/// <summary>Words for what an Ingress controller did.</summary>
internal static class IngressHops
{
    public static Hop NoEntry(Via via) =>
        via switch
        {
            ViaIngressClass c => new(
                "Ingress",
                "",
                0,
                0,
                "unreachable",
                $"The manifests have no IngressClass {c.Name}, so no controller listens for it."
            ),
            _ => new("Gateway", "", 0, 0, "unreachable", "Gateways are not simulated."),
        };
}
