using System.Collections.Immutable;

namespace NetworkSimulator.Dns;

/// <summary>Applies <c>rewrite name</c> rules; the first that matches is the last, unless it says <c>continue</c>.</summary>
/// <remarks>Follows <c>plugin/rewrite/name.go</c>: names and patterns are compared with their final dot.</remarks>
internal static class Rewriting
{
    /// <summary>Rewrites the name into the buffer; false where the result is no name.</summary>
    public static bool TryApply(
        ImmutableArray<RewriteRule> rules,
        ReadOnlySpan<char> name,
        Span<char> rewritten,
        out int length
    )
    {
        Span<char> current = stackalloc char[DnsName.MaxLength + 1];
        Span<char> next = stackalloc char[DnsName.MaxLength + 1];
        name.CopyTo(current);
        current[name.Length] = '.';
        var end = name.Length + 1;
        length = 0;
        foreach (var rule in rules)
        {
            if (!TryFind(rule, current[..end], out var at))
                continue;
            var result = end - rule.From.Length + rule.To.Length;
            if (result > next.Length)
                return false;
            current[..at].CopyTo(next);
            rule.To.CopyTo(next[at..]);
            current[(at + rule.From.Length)..end].CopyTo(next[(at + rule.To.Length)..]);
            next[..result].CopyTo(current);
            end = result;
            if (!rule.Continues)
                break;
        }
        return DnsName.TryRead(current[..end], rewritten, out length, out _, out _);
    }

    public static bool TryFind(RewriteRule rule, ReadOnlySpan<char> name, out int at)
    {
        at = rule.Match switch
        {
            RewriteMatch.Exact when name.SequenceEqual(rule.From) => 0,
            RewriteMatch.Prefix when name.StartsWith(rule.From) => 0,
            RewriteMatch.Suffix when name.EndsWith(rule.From) => name.Length - rule.From.Length,
            RewriteMatch.Substring => name.IndexOf(rule.From),
            _ => -1,
        };
        return at >= 0;
    }
}
