using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>One value of the manifests written otherwise: a label, a port, a peer, a path.</summary>
internal sealed record ManifestEdit(int Start, int End, string Value)
{
    public string ApplyTo(string text) => string.Concat(text.AsSpan(0, Start), Value, text.AsSpan(End));

    /// <summary>The line it stands in, from 1.</summary>
    public int Line(string text) => 1 + text.AsSpan(0, Start).Count('\n');

    /// <summary>All edits that may change where a request goes, in the order of the text.</summary>
    public static List<ManifestEdit> Of(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException)
        {
            return [];
        }
        var scalars = new List<(string Kind, string Field, YamlScalarNode Node)>();
        foreach (var document in yaml.Documents)
            if (document.RootNode is YamlMappingNode root && root.Children.TryGetValue("kind", out var kind))
                Collect(root, "", (field, node) => scalars.Add((kind.ToString(), field, node)));
        var values = scalars
            .Where(s => s.Field.Contains("abels", StringComparison.Ordinal) || IsSelector(s.Field))
            .ToLookup(s => LastName(s.Field), s => s.Node.Value ?? "");
        return
        [
            .. from scalar in scalars
            where scalar.Node.Style == ScalarStyle.Plain
            let value = Other(scalar.Kind, scalar.Field, scalar.Node.Value ?? "", values)
            where value is not null
            select new ManifestEdit((int)scalar.Node.Start.Index, (int)scalar.Node.End.Index, value),
        ];
    }

    private static void Collect(YamlNode node, string field, Action<string, YamlScalarNode> found)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                    Collect(value, $"{field}/{key}", found);
                break;
            case YamlSequenceNode sequence:
                foreach (var item in sequence.Children)
                    Collect(item, field, found);
                break;
            case YamlScalarNode scalar:
                found(field, scalar);
                break;
        }
    }

    private static string? Other(string kind, string field, string value, ILookup<string, string> labels) =>
        (kind, field) switch
        {
            ("Service", "/spec/ports/port") => Port(value),
            ("Service", "/spec/ports/targetPort") when !int.TryParse(value, out _) => value == "http" ? "web" : "http",
            ("Service", "/spec/externalTrafficPolicy" or "/spec/internalTrafficPolicy") => value == "Local"
                ? "Cluster"
                : "Local",
            ("Deployment" or "StatefulSet", "/spec/replicas") => value == "2" ? "3" : "2",
            ("Deployment" or "StatefulSet", "/spec/template/spec/containers/ports/name") => value == "http"
                ? "web"
                : "http",
            ("NetworkPolicy", _) when field.EndsWith("/ports/port", StringComparison.Ordinal) => Port(value),
            ("NetworkPolicy", _) when field.EndsWith("/ports/protocol", StringComparison.Ordinal) => value == "UDP"
                ? "TCP"
                : "UDP",
            ("Ingress", "/spec/rules/http/paths/pathType") => value == "Exact" ? "Prefix" : "Exact",
            ("Ingress", "/spec/rules/http/paths/path") => value.Length > 1 ? value.TrimEnd('/') + "/v2" : null,
            _ when IsSelector(field) || IsLabel(kind, field) => Label(value, labels[LastName(field)]),
            _ => null,
        };

    private static bool IsSelector(string field) =>
        field.StartsWith("/spec/selector/", StringComparison.Ordinal)
            && !field.Contains("/matchLabels/", StringComparison.Ordinal)
        || field.Contains("odSelector/matchLabels/", StringComparison.Ordinal)
        || field.Contains("namespaceSelector/matchLabels/", StringComparison.Ordinal);

    // What a workload's selector needs in its template cannot be changed alone; such an edit is not read at all.
    private static bool IsLabel(string kind, string field) =>
        kind is "Pod" or "Namespace" && field.StartsWith("/metadata/labels/", StringComparison.Ordinal)
        || field.StartsWith("/spec/template/metadata/labels/", StringComparison.Ordinal);

    private static string? Label(string value, IEnumerable<string> used) =>
        used.Distinct().Where(other => other != value).Order(StringComparer.Ordinal).FirstOrDefault()
        ?? (value.Length > 0 ? $"{value}-v2" : null);

    private static string? Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port switch
            {
                80 => "8080",
                8080 => "80",
                443 => "8443",
                53 => "5353",
                _ => (port + 1).ToString(CultureInfo.InvariantCulture),
            }
            : null;

    private static string LastName(string field) => field[(field.LastIndexOf('/') + 1)..];
}
