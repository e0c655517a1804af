using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads the kinds of which little matters: Namespace, IngressClass, ConfigMap, ServiceCIDR.</summary>
internal static class SmallKinds
{
    // Only the Corefile of cluster DNS is ever looked at, and it stands here.
    private const string DnsNamespace = "kube-system";
    private const int MaxControllerLength = 250;

    public static void ReadNamespace(Reading reading)
    {
        var meta = reading.Meta("Namespace", isNamespaced: false);
        if (meta.Name.Length > 0 && !Names.IsDnsLabel(meta.Name))
            reading
                .Root.Object("metadata")["name"]
                .Error($"The name {meta.Name} is no DNS label, which a Namespace needs.", Names.DnsLabel);
        reading.Draft.Namespaces.Add(new() { Metadata = meta, Source = reading.Source() });
    }

    public static void ReadIngressClass(Reading reading)
    {
        var meta = reading.Meta("IngressClass", isNamespaced: false, withAnnotations: true);
        var spec = reading.Root.Object("spec");
        reading.Check(spec, KnownFields.IngressClassSpec);
        var controller = spec["controller"];
        reading.Lines.Add("spec.controller", controller);
        if (!controller.Exists)
            controller.Missing("the controller's name, such as k8s.io/ingress-nginx");
        var name = controller.Matching(IsControllerName, "a domain and a path, such as k8s.io/ingress-nginx");
        reading.Draft.IngressClasses.Add(
            new()
            {
                Metadata = meta,
                Controller = name,
                Source = reading.Source(),
            }
        );
    }

    public static void ReadConfigMap(Reading reading)
    {
        var meta = reading.Meta("ConfigMap", rootFields: KnownFields.ConfigMapRoot);
        var data = reading.Root.Object("data");
        var entries = new List<KeyValuePair<string, string>>();
        foreach (var entry in data.Entries)
        {
            var text = entry.Value.AsString();
            if (meta.Namespace != DnsNamespace)
                continue;
            reading.Lines.Add("data", entry.Key, entry.Value);
            entries.Add(new(entry.Key, text ?? ""));
        }
        reading.Draft.ConfigMaps.Add(
            new()
            {
                Metadata = meta,
                Data = Labels.Of(entries),
                Source = reading.Source(),
            }
        );
    }

    public static void ReadServiceCidr(Reading reading)
    {
        reading.Meta("ServiceCIDR", isNamespaced: false);
        foreach (var item in reading.Root.Object("spec").List("cidrs"))
            if (item.TryCidr(out var cidr))
                reading.Draft.ServiceCidrs.Add(cidr);
    }

    private static bool IsControllerName(string text)
    {
        var slash = text.IndexOf('/');
        return text.Length <= MaxControllerLength
            && slash > 0
            && slash < text.Length - 1
            && Names.IsDnsSubdomain(text.AsSpan(0, slash));
    }
}
