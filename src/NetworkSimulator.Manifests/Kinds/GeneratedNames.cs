using System.Globalization;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>
/// Names as Kubernetes generates them, from content instead of chance: the same manifests give the same names.
/// </summary>
internal static class GeneratedNames
{
    // Kubernetes leaves out vowels and what looks like them, so that no words come out.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int MaxGeneratedLength = 63;

    /// <summary>A prefix cut to fit, then five characters that stand for the seed.</summary>
    public static string WithSuffix(string prefix, string seed)
    {
        var hash = Fnv(seed);
        Span<char> suffix = stackalloc char[SuffixLength];
        foreach (ref var c in suffix)
        {
            c = Alphabet[(int)(hash % (uint)Alphabet.Length)];
            hash /= (uint)Alphabet.Length;
        }
        var kept = prefix.AsSpan(0, Math.Min(prefix.Length, MaxGeneratedLength - SuffixLength));
        return string.Concat(kept, suffix);
    }

    /// <summary>A hash as <c>rand.SafeEncodeString</c> writes it: its decimal digits in the safe alphabet.</summary>
    public static string SafeEncode(uint hash)
    {
        var digits = hash.ToString(CultureInfo.InvariantCulture);
        return string.Create(
            digits.Length,
            digits,
            static (span, text) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = Alphabet[text[i] % Alphabet.Length];
            }
        );
    }

    /// <summary>FNV-1a over UTF-16 code units: stable over runs and machines, unlike the runtime's own hash.</summary>
    public static uint Fnv(ReadOnlySpan<char> text, uint hash = 2166136261)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return hash;
    }
}
