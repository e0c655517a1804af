namespace KnowledgeApi.Content;

/// <summary>Markdown to parse, and which line of the source file each of its lines came from.</summary>
/// <param name="sourceLines">For each line its source line, from 1; null where lines run on from <paramref name="firstLine"/>.</param>
internal sealed class Body(string markdown, int firstLine, int[]? sourceLines = null)
{
    private int[]? starts;

    public string Markdown => markdown;

    /// <summary>The source line of a character.</summary>
    public int LineAt(int offset) => SourceLine(IndexOfLine(offset));

    /// <summary>The source line of a line of the Markdown, which counts from 0.</summary>
    public int SourceLine(int index) =>
        sourceLines is null ? firstLine + index : sourceLines[Math.Min(index, sourceLines.Length - 1)];

    public int IndexOfLine(int offset)
    {
        starts ??= LineStarts(markdown);
        var index = Array.BinarySearch(starts, offset);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>The same lines with other text in them.</summary>
    public Body With(string other) => new(other, firstLine, sourceLines);

    private static int[] LineStarts(string text)
    {
        var starts = new int[text.AsSpan().Count('\n') + 1];
        for (int i = 0, line = 1; i < text.Length; i++)
            if (text[i] == '\n')
                starts[line++] = i + 1;
        return starts;
    }
}
