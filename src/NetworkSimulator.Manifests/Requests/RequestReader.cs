using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Requests;

/// <summary>Reads one request into a flow.</summary>
internal sealed class RequestReader(References references)
{
    private const int MostHeaders = 100;
    private const int MostHeaderCharacters = 8192;
    private const int MostNameCharacters = 254;
    private const string PortExpected = "a port from 1 to 65535";

    /// <summary>Reads a request; null, with its errors reported, where it makes no flow.</summary>
    public Flow? Read(Field request)
    {
        var from = Part(request, "from", "a caller, such as {pod: NS/NAME}");
        var to = Part(request, "to", "a target, such as {service: NS/NAME, port: 80}");
        var source = from.Exists ? ReadSource(from) : null;
        var target = to.Exists ? ReadTarget(to) : null;
        return source is null || target is null ? null : new(source, target);
    }

    private static Field Part(Field request, string name, string expected)
    {
        if (!request[name].Exists)
            request[name].Missing(expected);
        return request.Object(name, expected);
    }

    private FlowSource? ReadSource(Field from)
    {
        var form = FormOf(from, "pod", "workload", "node", "external");
        if (form is null)
            return null;
        AllowOnly(from, form);
        var value = from[form];
        switch (form)
        {
            case "pod":
                return references.Pod(value) is { } pod ? new FromPod(pod) : null;
            case "workload":
                return references.Workload(value) is { } workload ? new FromWorkload(workload) : null;
            case "node":
                return references.Node(value) is { } node ? new FromNode(node) : null;
            default:
                return value.Address() is { IsNone: false } address ? new FromExternal(address) : null;
        }
    }

    private FlowTarget? ReadTarget(Field to)
    {
        switch (FormOf(to, "pod", "service", "ip", "url", "dns"))
        {
            case "pod":
                AllowOnly(to, "pod", "port", "protocol");
                var pod = references.Pod(to["pod"]);
                return ReadPort(to, out var port, out var protocol) && pod is not null
                    ? new ToPod(pod, port, protocol)
                    : null;
            case "service":
                AllowOnly(to, "service", "port", "protocol");
                var service = references.Service(to["service"]);
                return ReadPort(to, out port, out protocol) && service is not null
                    ? new ToService(service, port, protocol)
                    : null;
            case "ip":
                AllowOnly(to, "ip", "port", "protocol");
                var address = to["ip"].Address();
                return ReadPort(to, out port, out protocol) && !address.IsNone
                    ? new ToAddress(address, port, protocol)
                    : null;
            case "url":
                AllowOnly(to, "url", "method", "headers", "via");
                return ReadUrl(to);
            case "dns":
                AllowOnly(to, "dns", "type");
                return ReadName(to);
            default:
                return null;
        }
    }

    private static bool ReadPort(Field to, out int port, out Protocol protocol)
    {
        if (!to["port"].Exists)
            to["port"].Missing(PortExpected);
        port = to.Port("port");
        protocol = to["protocol"].Choice(Protocol.TCP);
        return port != 0;
    }

    private static ToUrl? ReadUrl(Field to)
    {
        var method = to["method"];
        var verb = method.Exists ? method.Matching(IsToken, "an HTTP method such as GET") : "GET";
        var headers = ReadHeaders(to.Object("headers"));
        var via = ReadVia(to);
        if (to["url"].AsString() is not { } text)
            return null;
        if (HttpUrl.TryParse(text, out var url, out var error))
            return new(url)
            {
                Method = verb,
                Headers = headers,
                Via = via,
            };
        to["url"].Error($"The value {Field.Shorten(text)} is no URL that can be asked for.", error);
        return null;
    }

    private static ImmutableArray<KeyValuePair<string, string>> ReadHeaders(Field headers)
    {
        var list = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var entry in headers.Entries)
        {
            var value = entry.Value;
            if (!IsToken(entry.Key))
                value.Error($"The key {Field.Shorten(entry.Key)} is no header name.", "letters, digits and '-'");
            // Numbers and booleans are fine as header values without quotes.
            var text = value.IsScalar ? value.RawText : value.AsString() ?? "";
            if (text.Length > MostHeaderCharacters || text.AsSpan().ContainsAny('\r', '\n', '\0'))
                value.Error(
                    "The header value cannot be sent.",
                    $"one line of at most {MostHeaderCharacters} characters"
                );
            list.Add(new(entry.Key, text));
        }
        if (list.Count > MostHeaders)
            headers.Error($"There are {list.Count} headers.", $"at most {MostHeaders}");
        return list.DrainToImmutable();
    }

    private static Via? ReadVia(Field to)
    {
        var via = to.Object("via");
        if (!via.Exists)
            return null;
        var form = FormOf(via, "ip", "gateway", "ingressClass");
        if (form is not null)
            AllowOnly(via, form);
        return form switch
        {
            "ip" => via["ip"].Address() is { IsNone: false } address ? new ViaAddress(address) : null,
            "gateway" => References.KeyOf(via["gateway"]) is { } key ? new ViaGateway(key) : null,
            "ingressClass" => via["ingressClass"].AsString() is { Length: > 0 } name ? new ViaIngressClass(name) : null,
            _ => null,
        };
    }

    private static ToName? ReadName(Field to)
    {
        var type = to["type"].Choice(DnsRecordType.A);
        var name = to["dns"].Matching(IsDnsName, "a name such as web.shop.svc.cluster.local");
        return name.Length == 0 ? null : new(name, type);
    }

    /// <summary>The one key that tells which form a mapping has.</summary>
    private static string? FormOf(Field map, params ReadOnlySpan<string> forms)
    {
        string? found = null;
        foreach (var form in forms)
            if (map[form].Exists)
            {
                if (found is not null)
                {
                    map[form].Error($"The keys {found} and {form} exclude each other.", $"one of {Join(forms)}");
                    return null;
                }
                found = form;
            }
        if (found is null)
            map.Error("None of the keys is there that say what is meant.", $"one of {Join(forms)}");
        return found;
    }

    private static void AllowOnly(Field map, params ReadOnlySpan<string> allowed)
    {
        foreach (var entry in map.Entries)
            if (!allowed.Contains(entry.Key))
                entry.Value.Error($"The key {Field.Shorten(entry.Key)} has no meaning here.", $"only {Join(allowed)}");
    }

    private static string Join(ReadOnlySpan<string> names) => string.Join(", ", names!);

    private static bool IsToken(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c))
                return false;
        return text.Length is > 0 and <= 256;
    }

    private static bool IsDnsName(string text)
    {
        foreach (var c in text)
            if (c <= ' ' || c == '\x7f' || c == '/')
                return false;
        return text.Length is > 0 and <= MostNameCharacters
            && text[0] != '.'
            && !text.Contains("..", StringComparison.Ordinal);
    }
}
