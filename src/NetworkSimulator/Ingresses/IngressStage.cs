using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.Ingresses.Nginx;

namespace NetworkSimulator.Ingresses;

/// <summary>Routes an HTTP request by the rules of the Ingresses that a controller serves.</summary>
internal static class IngressStage
{
    public static IngressRoute Route<TRecorder>(
        Cluster cluster,
        int controller,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var served = cluster.Ingresses.Controllers[controller];
        return served.Rules switch
        {
            NginxRules nginx => nginx.Route(cluster, served.Name, request, ref recorder),
            AlbLoadBalancer balancer => balancer.Route(cluster, request, ref recorder),
            _ => ((ApiRules)served.Rules).Route(cluster, served.Name, request, ref recorder),
        };
    }

    /// <summary>Sends the request to a backend as it is; 503 where that has no endpoint.</summary>
    public static IngressRoute To<TRecorder>(
        Cluster cluster,
        IngressTarget target,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (TRecorder.Records)
            recorder.Add(TargetHops.Of(cluster, target));
        return new(Verdict.Answered, target.Alone)
        {
            Status = 503,
            Request = TRecorder.Records ? request.Unchanged() : null,
        };
    }
}
