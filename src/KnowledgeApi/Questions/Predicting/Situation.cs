using NetworkSimulator;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>A request in a cluster, and what truly becomes of it.</summary>
internal sealed record Situation(Cluster Cluster, Flow Flow, Trace Trace)
{
    public ClusterObjects Objects => Cluster.Objects;

    public static Situation Of(Cluster cluster, Flow flow) => new(cluster, flow, Simulator.Run(cluster, flow));

    /// <summary>The same request in another cluster.</summary>
    public Trace In(ClusterObjects objects) => Simulator.Run(Cluster.Compile(objects), Flow);

    /// <summary>Another request in the same cluster.</summary>
    public Trace Asking(FlowTarget target) => Simulator.Run(Cluster, Flow with { To = target });

    public ToUrl? Url => Flow.To as ToUrl;

    /// <summary>The Pods the caller may be.</summary>
    public IEnumerable<Pod> Callers =>
        Flow.From switch
        {
            FromPod pod => Objects.Pods.Where(p => p.Key == pod.Key),
            FromWorkload workload => Objects.Pods.Where(p => p.Owner == workload.Workload),
            _ => [],
        };

    /// <summary>The Service a name or an address of the request means, whether or not it gets there.</summary>
    public Service? Target =>
        Flow.To switch
        {
            ToService service => Objects.Services.FirstOrDefault(s => s.Key == service.Key),
            ToAddress address => Objects.Services.FirstOrDefault(s => s.ClusterIPs.Contains(address.Address)),
            ToUrl { Url: var url } when Callers.FirstOrDefault() is { } caller => ServiceNamed(
                url.Host,
                caller.Namespace
            ),
            _ => null,
        };

    /// <summary>Whether the Service that is meant offers the port that is asked for.</summary>
    public bool HasPort =>
        Target is { } target
        && Flow.To switch
        {
            ToService service => service.Port,
            ToAddress address => address.Port,
            ToUrl url => url.Url.Port,
            _ => 0,
        }
            is var asked
        && target.Ports.Any(port => port.Port == asked);

    private Service? ServiceNamed(string host, string home)
    {
        var labels = host.Split('.');
        var named = Objects.Services.Where(service => service.Name == labels[0]).ToList();
        return labels.Length > 1
            ? named.Find(service => service.Namespace == labels[1])
            : named.Find(service => service.Namespace == home) ?? named.FirstOrDefault();
    }
}
