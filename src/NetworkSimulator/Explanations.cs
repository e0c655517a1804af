using System.Collections.Immutable;
using System.Text;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>Sums a trace up in one paragraph.</summary>
internal static class Explanations
{
    public static string Of(Trace trace)
    {
        var text = new StringBuilder(256);
        text.Append(
            trace.Verdict switch
            {
                Verdict.Delivered => $"Delivered to {Names(trace.Backends)}.",
                Verdict.Denied => "Denied: the packet is dropped and the caller times out.",
                Verdict.Refused => "Refused: the caller is turned away at once.",
                Verdict.Unresolved => "Unresolved: the name leads to no address.",
                Verdict.Unreachable => "Unreachable: the packet finds no way to a destination.",
                Verdict.Answered => "Answered on the way, before any Pod.",
                _ => OfLookup(trace),
            }
        );
        foreach (var hop in trace.Hops)
            text.Append(' ').Append(hop.Reason);
        return text.ToString();
    }

    private static string OfLookup(Trace trace) =>
        trace.Rcode != Rcode.NoError ? $"The lookup is answered with {Words.Of(trace.Rcode)}."
        : trace.Answers.IsEmpty ? "The name exists, without a record of this type."
        : $"The lookup is answered with {string.Join(", ", trace.Answers).TrimEnd('.')}.";

    private static string Names(ImmutableArray<Backend> backends) =>
        backends.Length switch
        {
            0 => "its destination",
            1 => backends[0].Name,
            <= 4 => $"one of {string.Join(", ", backends.Select(b => b.Name))}",
            _ => $"one of {backends.Length} backends such as {backends[0].Name}",
        };
}

/// <summary>Names of enum values as the protocols write them.</summary>
internal static class Words
{
    public static string Of(Rcode? rcode) =>
        rcode switch
        {
            Rcode.NoError => "NOERROR",
            Rcode.NxDomain => "NXDOMAIN",
            Rcode.ServFail => "SERVFAIL",
            _ => "REFUSED",
        };

    /// <summary>The protocol's name, without the cost of an enum's own.</summary>
    public static string Of(Protocol protocol) =>
        protocol switch
        {
            Protocol.TCP => "TCP",
            Protocol.UDP => "UDP",
            _ => "SCTP",
        };
}
