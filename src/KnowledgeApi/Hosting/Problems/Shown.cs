using System.Text;

namespace KnowledgeApi.Hosting.Problems;

/// <summary>What a caller sent, fit to be shown in a message: one line, short, no control characters.</summary>
public static class Shown
{
    public static string Text(string? text, int most = 80)
    {
        var shown = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (shown.Length >= most)
                return shown.Append('…').ToString();
            shown.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }
        return shown.ToString();
    }
}
