using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Tests.Cases;

/// <summary>Compares a trace with what a case expects, field by field.</summary>
public static class Expectation
{
    public static IEnumerable<string> Differences(JsonObject expect, Trace trace)
    {
        foreach (var (field, want) in expect)
        {
            var got = Actual(field, trace, want);
            if (Wanted(field, want) != got)
                yield return $"{field}: want {Wanted(field, want)}, got {got}";
        }
    }

    private static string Wanted(string field, JsonNode? want) =>
        (field, want) switch
        {
            ("weights", JsonObject shares) => Shares(
                shares.Select(s => new Backend(s.Key, s.Value.Deserialize<double>()))
            ),
            ("request", JsonObject request) => Sorted(RequestFields(request).Select(f => $"{f.Name}={f.Value}")),
            (_, JsonArray list) => Sorted(list.Select(i => i!.ToString())),
            _ => want?.ToString() ?? "",
        };

    private static string Actual(string field, Trace trace, JsonNode? want) =>
        field switch
        {
            "verdict" => trace.Verdict is { } verdict ? Lower(verdict.ToString()) : "",
            "status" => trace.Status?.ToString(CultureInfo.InvariantCulture) ?? "",
            "backends" => Sorted(trace.Backends.Select(b => b.Name)),
            "weights" => Shares(trace.ServiceShares.IsEmpty ? trace.Backends : trace.ServiceShares),
            "service" => trace.Service ?? "",
            "masquerade" => trace.Masquerade is { } masked ? Lower(masked.ToString()) : "",
            "location" => trace.Location ?? "",
            "rcode" => trace.Rcode?.ToString().ToUpperInvariant() ?? "",
            "answers" => trace.Answers.IsDefault ? "" : Sorted(trace.Answers),
            "request" => Sorted(
                RequestFields((JsonObject)want!).Select(f => $"{f.Name}={Seen(trace.Request, f.Name)}")
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a field of a result"),
        };

    private static IEnumerable<(string Name, string Value)> RequestFields(JsonObject request)
    {
        foreach (var (name, value) in request)
            if (value is JsonObject headers)
                foreach (var (header, text) in headers)
                    yield return ($"headers.{header}", text!.ToString());
            else
                yield return (name, value!.ToString());
    }

    private static string Seen(HttpRequestSeen? request, string name) =>
        name switch
        {
            _ when request is null => "",
            "host" => request.Host,
            "path" => request.Path,
            "query" => request.Query,
            _ => request
                .Headers.FirstOrDefault(h =>
                    string.Equals($"headers.{h.Key}", name, StringComparison.OrdinalIgnoreCase)
                )
                .Value
                ?? "",
        };

    private static string Shares(IEnumerable<Backend> shares) =>
        Sorted(shares.Select(s => $"{s.Name}={s.Share.ToString("0.00", CultureInfo.InvariantCulture)}"));

    private static string Sorted(IEnumerable<string> items) => string.Join(" | ", items.Order(StringComparer.Ordinal));

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
