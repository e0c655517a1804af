namespace NetworkSimulator.Manifests.Kinds;

/// <summary>The syntax of names, as apimachinery's <c>validation</c> package defines it.</summary>
internal static class Names
{
    public const string DnsLabel = "at most 63 of a-z, 0-9 and '-', starting and ending with a letter or digit";
    public const string DnsSubdomain = "DNS labels of a-z, 0-9 and '-' joined by dots, at most 253 characters";
    public const string SearchDomain =
        "DNS labels of a-z, 0-9, '-' and '_' joined by dots, at most 253 characters; or \".\"";
    public const string LabelKey =
        "an optional DNS subdomain and '/', then at most 63 letters, digits, '-', '_' or '.'";
    public const string LabelValue =
        "at most 63 letters, digits, '-', '_' or '.', starting and ending with a letter or digit; or nothing";
    public const string PortName =
        "at most 15 of a-z, 0-9 and '-', with at least one letter, no '-' at either end and no '--'";
    public const string WildcardHost = "a DNS name in lower case, or *. and one";

    public static bool IsDnsLabel(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 63 || text[0] == '-' || text[^1] == '-')
            return false;
        foreach (var c in text)
            if (!IsLowerOrDigit(c) && c != '-')
                return false;
        return true;
    }

    public static bool IsDnsSubdomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 253)
            return false;
        // Unlike a DNS label, a label inside a subdomain may be longer than 63 characters.
        var previous = '.';
        foreach (var c in text)
        {
            if (c == '.' ? !IsLowerOrDigit(previous) : !IsLowerOrDigit(c) && (c != '-' || previous == '.'))
                return false;
            previous = c;
        }
        return IsLowerOrDigit(previous);
    }

    /// <summary>A search domain may have underscores, one of them at the start of a label.</summary>
    public static bool IsSearchDomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 253)
            return false;
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.StartsWith('_'))
                label = label[1..];
            if (label.IsEmpty || !IsLowerOrDigit(label[0]) || !IsLowerOrDigit(label[^1]))
                return false;
            foreach (var c in label)
                if (!IsLowerOrDigit(c) && c is not ('-' or '_'))
                    return false;
        }
        return true;
    }

    public static bool IsLabelKey(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return (slash < 0 || IsDnsSubdomain(text[..slash]))
            && text.Length > slash + 1
            && IsLabelValue(text[(slash + 1)..]);
    }

    /// <summary>Keys of annotations are compared in lower case.</summary>
    public static bool IsAnnotationKey(string text) => IsLabelKey(text) || IsLabelKey(text.ToLowerInvariant());

    public static bool IsLabelValue(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return true;
        if (text.Length > 63 || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1]))
            return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        return true;
    }

    public static bool IsPortName(ReadOnlySpan<char> text) =>
        text.Length <= 15
        && IsDnsLabel(text)
        && text.ContainsAnyInRange('a', 'z')
        && !text.Contains("--", StringComparison.Ordinal);

    /// <summary>A host of an Ingress: a DNS name, or a wildcard and at least one more label.</summary>
    public static bool IsWildcardOrHost(ReadOnlySpan<char> text) =>
        text.StartsWith("*.") ? IsDnsSubdomain(text[2..]) : IsDnsSubdomain(text);

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
