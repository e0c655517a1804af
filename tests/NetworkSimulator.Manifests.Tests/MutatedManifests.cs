using System.Text;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Manifests of every kind, broken at random: some stay valid, most fail in one of many ways.</summary>
internal sealed class MutatedManifests(int seed)
{
    private static readonly string _whole = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Cases", "every-kind.yaml")
    );

    private static readonly string[] _pieces =
    [
        "---\n",
        "...\n",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "? ",
        "\"",
        "'",
        "|\n",
        ">-\n",
        "#",
        "\t",
        "\n",
        "  ",
        "&a ",
        "*a",
        "<<: *a\n",
        "!!str ",
        "!<x> ",
        "%YAML 1.2\n",
        "~",
        "null",
        "true",
        "-1",
        "0",
        "65536",
        "1e999",
        "99999999999999999999",
        "None",
        "10.0.0.1",
        "::/0",
        "0.0.0.0/0",
        "fd00::1",
        "a.b.c",
        "*.x",
        "\0",
        "\ud800",
        "\u2028",
        "\ufeff",
        "é",
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = new StringBuilder(_whole);
        for (var edits = _random.Next(4) == 0 ? _random.Next(2, 6) : 1; edits > 0 && text.Length > 0; edits--)
            Edit(text);
        return text.ToString();
    }

    private void Edit(StringBuilder text)
    {
        var at = _random.Next(text.Length);
        var length = Math.Min(text.Length - at, _random.Next(1, 30));
        switch (_random.Next(8))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, Piece());
                break;
            case 2:
                text.Insert(_random.Next(text.Length), text.ToString(at, length));
                break;
            case >= 5:
                ReplaceValue(text, at);
                break;
            case 3:
                RemoveLine(text, at);
                break;
            default:
                text[at] = (char)_random.Next(0x20, 0x7f);
                break;
        }
    }

    private string Piece() => _pieces[_random.Next(_pieces.Length)];

    /// <summary>Puts another value behind a key: the edit most likely to leave readable YAML.</summary>
    private void ReplaceValue(StringBuilder text, int at)
    {
        var whole = text.ToString();
        var colon = whole.IndexOf(": ", at, StringComparison.Ordinal);
        if (colon < 0)
            return;
        var end = whole.AsSpan(colon + 2).IndexOfAny(",}\n");
        if (end >= 0)
            text.Remove(colon + 2, end).Insert(colon + 2, Piece());
    }

    private static void RemoveLine(StringBuilder text, int at)
    {
        var whole = text.ToString();
        var start = whole.LastIndexOf('\n', at) + 1;
        var end = whole.IndexOf('\n', at);
        if (end > start)
            text.Remove(start, end - start + 1);
    }
}
