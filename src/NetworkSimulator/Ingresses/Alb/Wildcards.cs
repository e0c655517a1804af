namespace NetworkSimulator.Ingresses.Alb;

/// <summary>Patterns of a load balancer: <c>*</c> stands for any characters, also none and also dots and slashes, <c>?</c> for one.</summary>
internal static class Wildcards
{
    public static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase)
    {
        var (p, t) = (0, 0);
        var (star, mark) = (-1, 0);
        while (t < text.Length)
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++mark);
            else
                return false;
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    public static bool MatchAny(string[] patterns, ReadOnlySpan<char> text, bool ignoreCase)
    {
        foreach (var pattern in patterns)
            if (Match(pattern, text, ignoreCase))
                return true;
        return false;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
