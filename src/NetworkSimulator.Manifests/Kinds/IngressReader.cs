using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads Ingresses.</summary>
internal static class IngressReader
{
    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("Ingress", withAnnotations: true);
        var spec = root.Object("spec");
        reading.Check(spec, KnownFields.IngressSpec);
        var className = spec["ingressClassName"];
        var defaultBackend = spec.Object("defaultBackend");
        var loadBalancer = root.Object("status").Object("loadBalancer");
        reading.Lines.Add("spec.ingressClassName", className);
        reading.Lines.Add("spec.defaultBackend", defaultBackend);
        reading.Lines.Add("spec.rules", spec["rules"]);
        reading.Lines.Add("spec.tls", spec["tls"]);
        reading.Lines.Add("status.loadBalancer", loadBalancer);
        var rules = ReadRules(reading, spec.List("rules"));
        if (rules.IsEmpty && !defaultBackend.Exists)
            spec.Error("The Ingress routes nothing.", "rules, or a defaultBackend");
        reading.Draft.Ingresses.Add(
            new()
            {
                Metadata = meta,
                IngressClassName = reading.Pool.Intern(
                    className.Matching(static t => Names.IsDnsSubdomain(t), Names.DnsSubdomain)
                ),
                DefaultBackend = defaultBackend.Exists ? ReadBackend(reading, defaultBackend) : null,
                Rules = rules,
                Tls = ReadTls(reading, spec.List("tls")),
                LoadBalancer = LoadBalancerReader.Read(loadBalancer),
                Source = reading.Source(),
            }
        );
    }

    private static ImmutableArray<IngressRule> ReadRules(Reading reading, FieldItems items)
    {
        var rules = ImmutableArray.CreateBuilder<IngressRule>();
        foreach (var item in items)
        {
            if (!item.AsMapping().Exists)
                continue;
            reading.Check(item, KnownFields.HostRule);
            var host = item["host"];
            var http = item.Object("http");
            reading.Check(http, KnownFields.HttpRule);
            var paths = ImmutableArray.CreateBuilder<IngressPath>();
            foreach (var path in http.List("paths"))
                if (path.AsMapping().Exists)
                    paths.Add(ReadPath(reading, path));
            if (http.Exists && paths.Count == 0)
                http["paths"].Error("The rule has no path.", "at least one path");
            rules.Add(new(host.Exists ? ReadHost(reading, host) : "", paths.DrainToImmutable(), item.Line));
        }
        return rules.DrainToImmutable();
    }

    private static string ReadHost(Reading reading, Field host)
    {
        if (host.AsString() is { Length: > 0 } text && IpAddress.TryParse(text, out _))
        {
            host.Error($"{text} is an address.", "a DNS name, since clients send the name they asked for");
            return "";
        }
        return host.AsString() is { Length: > 0 }
            ? reading.Pool.Intern(host.Matching(static t => Names.IsWildcardOrHost(t), Names.WildcardHost))
            : "";
    }

    private static IngressPath ReadPath(Reading reading, Field item)
    {
        reading.Check(item, KnownFields.Path);
        var type = item["pathType"];
        if (!type.Exists)
            type.Missing("one of Exact, Prefix, ImplementationSpecific");
        var pathType = type.Choice(PathType.ImplementationSpecific);
        var path = item["path"];
        var text = path.AsString() ?? "";
        if (type.Exists && IngressPaths.Fault(text, pathType) is { } fault)
            path.Error(fault, IngressPaths.Expected(pathType));
        var backend = item.Object("backend");
        if (!item["backend"].Exists)
            item["backend"].Missing("a backend with a service");
        return new(reading.Pool.Intern(text), pathType, ReadBackend(reading, backend), item.Line);
    }

    private static IngressBackend ReadBackend(Reading reading, Field backend)
    {
        var service = backend.Object("service");
        var resource = backend.Object("resource");
        if (service.Exists && resource.Exists)
            backend.Error("The backend names a service and a resource.", "one of both");
        else if (backend.Exists && !service.Exists && !resource.Exists)
            backend.Error(
                backend["serviceName"].Exists
                    ? "The backend is written as in the API versions before networking.k8s.io/v1."
                    : "The backend names nothing.",
                "service: {name: …, port: {number: …}}"
            );
        if (resource.Exists)
            return new("", default, $"{resource.String("kind")} {resource.String("name")}", backend.Line);
        reading.Check(backend, KnownFields.Backend);
        if (!service.Exists)
            return new("", default, "", backend.Line);
        reading.Check(service, KnownFields.BackendService);
        var name = service["name"];
        if (!name.Exists)
            name.Missing("the name of a Service in the Ingress' namespace");
        var text = reading.Pool.Intern(name.Matching(static t => Names.IsDnsLabel(t), Names.DnsLabel));
        return new(text, ReadPort(reading, service), "", backend.Line);
    }

    private static PortReference ReadPort(Reading reading, Field service)
    {
        var port = service.Object("port");
        reading.Check(port, KnownFields.BackendPort);
        var name = port["name"];
        var number = port["number"];
        if (name.Exists && number.Exists)
            port.Error("The port is given by name and by number.", "one of both");
        else if (!name.Exists && !number.Exists && (port.Exists || !service["port"].Exists))
            port.Error("The backend names no port.", "port: {number: …} or port: {name: …}");
        if (name.Exists)
            return new(0, reading.Pool.Intern(name.Matching(static t => Names.IsPortName(t), Names.PortName)));
        return new(number.AsInteger(1, 65535) ?? 0, "");
    }

    private static ImmutableArray<IngressTls> ReadTls(Reading reading, FieldItems items)
    {
        var entries = ImmutableArray.CreateBuilder<IngressTls>();
        foreach (var item in items)
        {
            if (!item.AsMapping().Exists)
                continue;
            reading.Check(item, KnownFields.Tls);
            var hosts = ImmutableArray.CreateBuilder<string>();
            foreach (var host in item.List("hosts"))
                hosts.Add(
                    reading.Pool.Intern(host.Matching(static t => Names.IsWildcardOrHost(t), Names.WildcardHost))
                );
            entries.Add(new(hosts.DrainToImmutable(), item.String("secretName"), item.Line));
        }
        return entries.DrainToImmutable();
    }
}
