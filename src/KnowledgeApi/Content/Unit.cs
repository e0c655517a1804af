using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;

namespace KnowledgeApi.Content;

/// <summary>The smallest piece that can be quoted: plain text with its lines in the source file.</summary>
public readonly struct Unit
{
    // UTF-8, shared by a section's units: a large series would take twice the memory as strings.
    private readonly byte[] bytes;
    private readonly int start;
    private readonly int length;

    internal Unit(UnitKind kind, int startLine, int endLine, int answerStart, byte[] bytes, int start, int length)
    {
        (this.bytes, this.start, this.length) = (bytes, start, length);
        (Kind, StartLine, EndLine, AnswerStart) = (kind, startLine, endLine, answerStart);
    }

    public UnitKind Kind { get; }

    /// <summary>Made anew at each call.</summary>
    public string Text => Encoding.UTF8.GetString(bytes, start, length);

    /// <summary>First and last line in the source file, from 1.</summary>
    public int StartLine { get; }

    public int EndLine { get; }

    /// <summary>For a question with its answer, where in <see cref="Text"/> the answer starts; else 0.</summary>
    public int AnswerStart { get; }

    /// <summary>In UTF-8.</summary>
    internal int Length => length;

    /// <summary>The bytes that a section's units share.</summary>
    internal static ReadOnlySpan<byte> Packed(ImmutableArray<Unit> units) => units.IsEmpty ? [] : units[0].bytes;

    internal static ImmutableArray<Unit> Pack(IReadOnlyList<UnitDraft> drafts)
    {
        var bytes = new byte[drafts.Sum(draft => Encoding.UTF8.GetByteCount(draft.Text))];
        var units = ImmutableArray.CreateBuilder<Unit>(drafts.Count);
        var start = 0;
        foreach (var draft in drafts)
        {
            var length = Encoding.UTF8.GetBytes(draft.Text, bytes.AsSpan(start));
            units.Add(new Unit(draft.Kind, draft.StartLine, draft.EndLine, draft.AnswerStart, bytes, start, length));
            start += length;
        }
        return units.MoveToImmutable();
    }
}

internal sealed record UnitDraft(UnitKind Kind, string Text, int StartLine, int EndLine, int AnswerStart = 0);

[JsonConverter(typeof(JsonStringEnumConverter<UnitKind>))]
public enum UnitKind
{
    [JsonStringEnumMemberName("paragraph")]
    Paragraph,

    [JsonStringEnumMemberName("bullet")]
    Bullet,

    [JsonStringEnumMemberName("row")]
    Row,

    [JsonStringEnumMemberName("question")]
    Question,

    [JsonStringEnumMemberName("code")]
    Code,
}
