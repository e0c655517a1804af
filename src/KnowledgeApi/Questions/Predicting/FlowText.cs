using System.Globalization;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>A request in a sentence.</summary>
internal static class FlowText
{
    public static string Of(Flow flow) => $"{Caller(flow.From)} {Request(flow.To)}.";

    private static string Caller(FlowSource source) =>
        source switch
        {
            FromPod pod => $"Pod `{pod.Key}`",
            FromWorkload workload => $"A Pod of {Ending.Name(workload.Workload)}",
            FromNode node => $"A process on node `{node.Name}`",
            FromExternal outside => $"A client outside the cluster, `{outside.Address}`,",
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };

    private static string Request(FlowTarget target) =>
        target switch
        {
            ToPod pod => $"connects to Pod `{pod.Key}` itself, on {Port(pod.Port, pod.Protocol)}",
            ToService service =>
                $"connects to the cluster IP of Service `{service.Key}`, on {Port(service.Port, service.Protocol)}",
            ToAddress address =>
                $"connects to the address `{address.Address}`, on {Port(address.Port, address.Protocol)}",
            ToUrl url => $"requests `{(url.Method == "GET" ? "" : url.Method + " ")}{url.Url}`{Way(url.Via)}",
            ToName name => $"looks up `{name.Name}`",
            _ => throw new ArgumentOutOfRangeException(nameof(target)),
        };

    private static string Way(Via? via) =>
        via switch
        {
            ViaIngressClass ingress => $" from the Ingress controller of class `{ingress.Name}`",
            ViaGateway gateway => $" from Gateway `{gateway.Key}`",
            ViaAddress address => $" from the address `{address.Address}`",
            _ => "",
        };

    private static string Port(int port, Protocol protocol) =>
        $"{protocol} port {port.ToString(CultureInfo.InvariantCulture)}";
}
