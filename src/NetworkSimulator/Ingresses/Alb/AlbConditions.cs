using System.Text.Json;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>What a listener rule asks of a request; all of it must hold, each by any of its values.</summary>
/// <remarks>Follows <c>buildRuleConditions</c> in <c>pkg/ingress/model_build_listener_rules.go</c> of the controller.</remarks>
internal sealed class AlbConditions
{
    public const int MaxPatternLength = 512;

    private readonly List<string> _hosts = [];
    private readonly List<string> _paths = [];
    private readonly List<(string Name, string[] Values)> _headers = [];
    private readonly List<string[]> _methods = [];
    private readonly List<(string? Key, string Value)[]> _queries = [];
    private readonly List<Cidr[]> _sources = [];
    private readonly int _ownHosts;
    private readonly int _ownPaths;

    /// <param name="rule">The rule, for its host.</param>
    /// <param name="path">The path entry.</param>
    public AlbConditions(IngressRule rule, IngressPath path)
    {
        if (rule.Host.Length > 0)
            _hosts.Add(rule.Host);
        if (path.Path.Length > 0)
            _paths.AddRange(PatternsOf(path));
        (_ownHosts, _ownPaths) = (_hosts.Count, _paths.Count);
    }

    /// <summary>Why the conditions cannot be used; empty where they can.</summary>
    public string Fault { get; private set; } = "";

    public List<string> Hosts => _hosts;

    public List<string> Paths => _paths;

    public bool NamesHost(string host)
    {
        foreach (var pattern in _hosts)
            if (Wildcards.Match(pattern, host, ignoreCase: true))
                return true;
        return false;
    }

    /// <summary>Whether host and path are the rule's own, rather than those that the annotation adds.</summary>
    public bool IsOwn(in IngressRequest request)
    {
        var (host, path) = (_ownHosts == 0, _ownPaths == 0);
        for (var i = 0; i < _ownHosts; i++)
            host |= Wildcards.Match(_hosts[i], request.Host, ignoreCase: true);
        for (var i = 0; i < _ownPaths; i++)
            path |= Wildcards.Match(_paths[i], request.Path, ignoreCase: false);
        return host && path;
    }

    public bool Hold(in IngressRequest request)
    {
        if (_hosts.Count > 0 && !NamesHost(request.Host))
            return false;
        if (_paths.Count > 0 && !HoldsPath(request.Path))
            return false;
        foreach (var (name, values) in _headers)
            if (request.Header(name) is not { } value || !Wildcards.MatchAny(values, value, ignoreCase: true))
                return false;
        foreach (var methods in _methods)
            if (!methods.Contains(request.To.Method))
                return false;
        foreach (var pairs in _queries)
            if (!HoldsQuery(pairs, request.Query))
                return false;
        foreach (var ranges in _sources)
            if (!HoldsSource(ranges, request.Client))
                return false;
        return true;
    }

    /// <summary>Adds what annotation <c>conditions.NAME</c> says; hosts and paths join those of the rule.</summary>
    public void Add(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            foreach (var condition in document.RootElement.EnumerateArray())
                Add(condition);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            Fault = "it is no JSON list of conditions";
        }
    }

    private void Add(JsonElement condition)
    {
        switch (AlbJson.Text(condition, "field"))
        {
            case "host-header":
                _hosts.AddRange(Values(AlbJson.Property(condition, "hostHeaderConfig")));
                break;
            case "path-pattern":
                _paths.AddRange(Values(AlbJson.Property(condition, "pathPatternConfig")));
                break;
            case "http-header":
                var header = AlbJson.Property(condition, "httpHeaderConfig");
                _headers.Add((AlbJson.Text(header, "httpHeaderName") ?? "", Values(header)));
                break;
            case "http-request-method":
                _methods.Add(Values(AlbJson.Property(condition, "httpRequestMethodConfig")));
                break;
            case "query-string":
                _queries.Add([
                    .. AlbJson
                        .Property(AlbJson.Property(condition, "queryStringConfig"), "values")
                        .EnumerateArray()
                        .Select(v => (AlbJson.Text(v, "key"), AlbJson.Text(v, "value") ?? "")),
                ]);
                break;
            case "source-ip":
                var ranges = Values(AlbJson.Property(condition, "sourceIPConfig"));
                _sources.Add([.. ranges.Where(r => Cidr.TryParse(r, out _)).Select(Cidr.Parse)]);
                break;
            default:
                Fault = "it names a field that the controller does not know";
                break;
        }
    }

    private static string[] Values(JsonElement config) =>
        [
            .. AlbJson
                .Property(config, "values")
                .EnumerateArray()
                .Select(v => v.GetString() ?? "")
                .Where(v => v.Length <= MaxPatternLength),
        ];

    /// <summary>Prefix /foo becomes /foo and /foo/*; a path without a type is a pattern as it stands.</summary>
    private string[] PatternsOf(IngressPath path)
    {
        if (path.PathType == PathType.ImplementationSpecific)
            return [path.Path];
        if (path.Path.AsSpan().ContainsAny('*', '?'))
            Fault = $"path {path.Path} of type {path.PathType} contains a wildcard";
        if (path.PathType == PathType.Exact)
            return [path.Path];
        var start = path.Path.EndsWith('/') ? path.Path[..^1] : path.Path;
        return path.Path == "/" ? ["/*"] : [start, start + "/*"];
    }

    private bool HoldsPath(string path)
    {
        foreach (var pattern in _paths)
            if (Wildcards.Match(pattern, path, ignoreCase: false))
                return true;
        return false;
    }

    private static bool HoldsQuery((string? Key, string Value)[] pairs, ReadOnlySpan<char> query)
    {
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf('=');
            var name = equals < 0 ? parameter : parameter[..equals];
            var value = equals < 0 ? [] : parameter[(equals + 1)..];
            foreach (var (key, wanted) in pairs)
                if (
                    (key is null || Wildcards.Match(key, name, ignoreCase: true))
                    && Wildcards.Match(wanted, value, ignoreCase: true)
                )
                    return true;
        }
        return false;
    }

    private static bool HoldsSource(Cidr[] ranges, IpAddress client)
    {
        foreach (var range in ranges)
            if (range.Contains(client))
                return true;
        return false;
    }
}
