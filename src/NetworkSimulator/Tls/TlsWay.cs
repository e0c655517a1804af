using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tls;

/// <summary>Where TLS ends on the way of a delivered HTTP request, and which legs are plaintext.</summary>
public static class TlsWay
{
    private const string SslCertificate = "service.beta.kubernetes.io/aws-load-balancer-ssl-cert";
    private const string SslPorts = "service.beta.kubernetes.io/aws-load-balancer-ssl-ports";
    private const string SslBackend = "service.beta.kubernetes.io/aws-load-balancer-backend-protocol";

    /// <summary>The legs from the caller to the Pods; none for what is no delivered HTTP request.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="trace">What <see cref="Simulator.Run"/> says of it.</param>
    public static ImmutableArray<TlsLeg> Of(Cluster cluster, Flow flow, Trace trace)
    {
        if (flow.To is not ToUrl to || trace.Verdict != Verdict.Delivered)
            return [];
        var routed = IndexOf(trace, hop => hop is { Component: not "TLS" } && Find(cluster, hop) is not null);
        return routed < 0
            ? Direct(cluster, flow.From, to, trace)
            : ThroughIngress(cluster, flow.From, to, trace, routed, Find(cluster, trace.Hops[routed])!);
    }

    private static ImmutableArray<TlsLeg> Direct(Cluster cluster, FlowSource from, ToUrl to, Trace trace)
    {
        var pods = Backends(trace);
        if (from is FromExternal && EntryService(cluster, trace) is { } service && EndsTls(service, to.Url))
            return
            [
                AtLoadBalancer(Caller(from), service),
                Behind($"the load balancer of Service {service.Key}", pods, service),
            ];
        if (to.Url.IsHttps)
            return
            [
                new(Caller(from), pods, Encryption.Tls, "Nothing on the way decrypts: TLS ends in the Pod.", "", 0),
            ];
        return [Plain(Caller(from), pods, trace, 0, "The request is plain http, and nothing on the way encrypts it.")];
    }

    private static ImmutableArray<TlsLeg> ThroughIngress(
        Cluster cluster,
        FlowSource from,
        ToUrl to,
        Trace trace,
        int routed,
        Ingress ingress
    )
    {
        var isAlb =
            cluster.Ingresses.TryFindByIngress(ingress, out var number)
            && cluster.Ingresses.Controllers[number].Rules is AlbLoadBalancer;
        var door = isAlb ? "the Application Load Balancer" : "the Ingress controller";
        var legs = ImmutableArray.CreateBuilder<TlsLeg>();
        if (!isAlb && from is FromExternal && Front(cluster, number) is { } front && EndsTls(front, to.Url))
        {
            legs.Add(AtLoadBalancer(Caller(from), front));
            legs.Add(Behind($"the load balancer of Service {front.Key}", door, front));
        }
        else
            legs.Add(ToDoor(cluster, Caller(from), door, to, trace, routed, ingress, number));
        legs.Add(ToBackend(cluster, door, trace, routed, ingress, isAlb));
        return legs.ToImmutable();
    }

    private static TlsLeg ToDoor(
        Cluster cluster,
        string caller,
        string door,
        ToUrl to,
        Trace trace,
        int routed,
        Ingress ingress,
        int controller
    )
    {
        if (!to.Url.IsHttps)
            return Plain(caller, door, trace, 0, $"The request is plain http as far as {door}.", routed);
        if (cluster.Ingresses.Controllers[controller].Rules is AlbLoadBalancer)
        {
            const string arn = AlbAnnotations.Prefix + "certificate-arn";
            return new(
                caller,
                door,
                Encryption.Tls,
                ingress.Metadata.Annotations[arn] is { } certificate
                    ? $"TLS ends at the load balancer, with the ACM certificate {certificate}."
                    : "TLS ends at the load balancer, with an ACM certificate that its controller finds by the host.",
                $"Ingress {ingress.Key}",
                ingress.Source.LineOf($"metadata.annotations.{arn}")
            );
        }
        var handshake = trace.Hops.FirstOrDefault(hop => hop.Component == "TLS");
        return new(
            caller,
            door,
            Encryption.Tls,
            handshake?.Reason ?? "TLS ends at the controller.",
            handshake?.Object ?? "",
            handshake?.Line ?? 0
        );
    }

    private static TlsLeg ToBackend(Cluster cluster, string door, Trace trace, int routed, Ingress ingress, bool isAlb)
    {
        var pods = Backends(trace);
        var service =
            trace.Service is { } key && cluster.Index.ServiceByKey.TryGetValue(key, out var number)
                ? cluster.Index.Services[number]
                : null;
        var name = (isAlb ? AlbAnnotations.Prefix : "nginx.ingress.kubernetes.io/") + "backend-protocol";
        var annotated = isAlb && service?.Metadata.Annotations[name] is not null ? (KubernetesObject)service : ingress;
        if (annotated.Metadata.Annotations[name]?.Trim().ToUpperInvariant() is "HTTPS" or "GRPCS")
            return new(
                door,
                pods,
                Encryption.Tls,
                $"Annotation {name} makes it speak TLS to the Pods, whose certificate it does not verify.",
                $"{annotated.Kind} {annotated.Key}",
                annotated.Source.LineOf($"metadata.annotations.{name}")
            );
        return Plain(
            door,
            pods,
            trace,
            routed,
            $"Beyond {door} the request travels as plain http: annotation {name} does not say HTTPS, and no mesh encrypts it."
        );
    }

    /// <summary>A leg in plain http, which a mesh may still encrypt.</summary>
    private static TlsLeg Plain(string from, string to, Trace trace, int firstHop, string reason, int? endHop = null)
    {
        for (var i = firstHop; i < (endHop ?? trace.Hops.Length); i++)
            if (trace.Hops[i] is { Component: "Mesh", Decision: "mutual TLS" } hop)
                return new(from, to, Encryption.MutualTls, hop.Reason, hop.Object, hop.Line);
        return new(from, to, Encryption.Plaintext, reason, "", 0);
    }

    private static TlsLeg AtLoadBalancer(string caller, Service service) =>
        new(
            caller,
            $"the load balancer of Service {service.Key}",
            Encryption.Tls,
            $"TLS ends at the load balancer, with the ACM certificate {service.Metadata.Annotations[SslCertificate]}.",
            $"Service {service.Key}",
            service.Source.LineOf($"metadata.annotations.{SslCertificate}")
        );

    private static TlsLeg Behind(string balancer, string to, Service service)
    {
        var speaksTls = service.Metadata.Annotations[SslBackend] is "ssl" or "https";
        return new(
            balancer,
            to,
            speaksTls ? Encryption.Tls : Encryption.Plaintext,
            speaksTls
                ? "The load balancer encrypts again on the way to its targets."
                : "The load balancer passes the decrypted request on as it is.",
            $"Service {service.Key}",
            service.Source.LineOf($"metadata.annotations.{(speaksTls ? SslBackend : SslCertificate)}")
        );
    }

    /// <summary>Whether the Service's AWS load balancer ends TLS on the port: with a certificate, on the ports listed or all.</summary>
    private static bool EndsTls(Service service, HttpUrl url)
    {
        var port = service.Ports.FirstOrDefault(p => p.Port == url.Port);
        if (!url.IsHttps || port is null || service.Metadata.Annotations[SslCertificate] is null)
            return false;
        var listed = service.Metadata.Annotations[SslPorts]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return listed.Length == 0 || listed.Contains(port.Name) || listed.Contains($"{port.Port}");
    }

    private static Service? Front(Cluster cluster, int controller) =>
        cluster.Ingresses.Controllers[controller].Pods is { Service: >= 0 and var number }
            ? cluster.Index.Services[number]
            : null;

    private static Service? EntryService(Cluster cluster, Trace trace)
    {
        foreach (var hop in trace.Hops)
            if (
                hop.Object.StartsWith("Service ", StringComparison.Ordinal)
                && cluster.Index.ServiceByKey.TryGetValue(hop.Object["Service ".Length..], out var number)
                && cluster.Index.Services[number].Type == ServiceType.LoadBalancer
            )
                return cluster.Index.Services[number];
        return null;
    }

    private static Ingress? Find(Cluster cluster, Hop hop) =>
        hop.Object.StartsWith("Ingress ", StringComparison.Ordinal)
            ? cluster.Objects.Ingresses.FirstOrDefault(ingress => ingress.Key == hop.Object["Ingress ".Length..])
            : null;

    private static int IndexOf(Trace trace, Func<Hop, bool> holds)
    {
        for (var i = 0; i < trace.Hops.Length; i++)
            if (holds(trace.Hops[i]))
                return i;
        return -1;
    }

    private static string Caller(FlowSource from) =>
        from switch
        {
            FromPod pod => $"Pod {pod.Key}",
            FromWorkload workload => $"{workload.Workload.Kind} {workload.Workload.Namespace}/{workload.Workload.Name}",
            FromNode node => $"node {node.Name}",
            FromExternal external => $"the client {external.Address}",
            _ => "the client",
        };

    private static string Backends(Trace trace) =>
        trace.Backends.Length switch
        {
            // What is not NS/NAME is an address outside or a target group.
            1 when trace.Backends[0].Name.Contains(':') => trace.Backends[0].Name,
            1 => $"Pod {trace.Backends[0].Name}",
            _ when trace.Backends[0].Name.Contains(':') => $"addresses such as {trace.Backends[0].Name}",
            _ => $"Pods such as {trace.Backends[0].Name}",
        };
}
