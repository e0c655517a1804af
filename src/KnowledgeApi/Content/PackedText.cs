using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace KnowledgeApi.Content;

/// <summary>
/// An article's body and the plain text of its units as UTF-8 in one array: units that stand in the body as they are, which
/// most do, take no room of their own.
/// </summary>
internal sealed class PackedText
{
    // A unit's block starts before its text: with a fence and its language, a table row's bar.
    private const int Before = 100;

    private readonly string markdown;
    private readonly ArrayBufferWriter<byte> bytes;
    private int at;
    private int atByte;

    private PackedText(string markdown)
    {
        this.markdown = markdown;
        bytes = new(markdown.Length + (markdown.Length / 8) + 1);
        Encoding.UTF8.GetBytes(markdown, bytes);
    }

    /// <param name="starts">For each section where it starts; the first starts at 0.</param>
    public static (byte[] Utf8, int[] SectionEnds, ImmutableArray<ImmutableArray<Unit>> Units) Of(
        string markdown,
        IReadOnlyList<int> starts,
        IEnumerable<IReadOnlyList<UnitDraft>> units
    )
    {
        var packed = new PackedText(markdown);
        var ends = packed.Ends(starts);
        List<List<(UnitDraft Draft, int Start, int Length)>> placed =
        [
            .. units.Select(section => section.Select(packed.Place).ToList()),
        ];
        var utf8 = packed.bytes.WrittenSpan.ToArray();
        return (
            utf8,
            ends,
            [
                .. placed.Select(section =>
                    ImmutableArray.CreateRange(
                        section.Select(unit => new Unit(
                            unit.Draft.Kind,
                            unit.Draft.StartLine,
                            unit.Draft.EndLine,
                            unit.Draft.AnswerStart,
                            utf8,
                            unit.Start,
                            unit.Length
                        ))
                    )
                ),
            ]
        );
    }

    private int[] Ends(IReadOnlyList<int> starts)
    {
        var ends = new int[starts.Count];
        for (int i = 0, end = 0; i < ends.Length; i++)
        {
            var next = i + 1 < ends.Length ? starts[i + 1] : markdown.Length;
            ends[i] = end += Encoding.UTF8.GetByteCount(markdown.AsSpan(starts[i]..next));
        }
        return ends;
    }

    private (UnitDraft Draft, int Start, int Length) Place(UnitDraft unit)
    {
        // Looked for only onwards and not far, so that no text makes it take long.
        if (unit.At is { } start && start >= at)
        {
            var length = Math.Min(markdown.Length - start, unit.Text.Length + Before);
            var found = markdown.AsSpan(start, length).IndexOf(unit.Text, StringComparison.Ordinal);
            if (found >= 0)
            {
                atByte += Encoding.UTF8.GetByteCount(markdown.AsSpan(at..(start + found)));
                at = start + found;
                return (unit, atByte, Encoding.UTF8.GetByteCount(unit.Text));
            }
        }
        var end = bytes.WrittenCount;
        return (unit, end, (int)Encoding.UTF8.GetBytes(unit.Text, bytes));
    }
}
