using System.Text;

namespace NetworkSimulator;

/// <summary>One builder for each thread, so that a reason costs no memory but its own text.</summary>
internal static class SpareText
{
    private const int Usual = 512;
    private const int MaxKept = 8192;

    [ThreadStatic]
    private static StringBuilder? _spare;

    /// <summary>An empty builder; give it back by <see cref="End"/>.</summary>
    public static StringBuilder Begin()
    {
        var text = _spare ?? new(Usual);
        _spare = null;
        return text.Clear();
    }

    /// <summary>The text that was built.</summary>
    public static string End(StringBuilder text)
    {
        var result = text.ToString();
        if (text.Capacity <= MaxKept)
            _spare = text;
        return result;
    }
}
