using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>Where an object stands in the submitted text, and where those of its fields stand that can decide a verdict.</summary>
/// <param name="Document">Number of the YAML document, from 1; an item of a <c>List</c> has its List's number.</param>
/// <param name="Line">First line of the object, from 1, over the whole text.</param>
/// <param name="Fields">Lines of fields, by path from the object's root, such as <c>spec.selector</c>.</param>
public sealed record Source(int Document, int Line, ImmutableArray<FieldLine> Fields)
{
    /// <summary>For objects that stand in no text, such as an implied Namespace.</summary>
    public static Source None { get; } = new(0, 0, []);

    /// <summary>The line of a field; that of the closest parent field that was written, else the object's own.</summary>
    /// <param name="field">Path such as <c>spec.ports</c> or <c>metadata.annotations.kubernetes.io/ingress.class</c>.</param>
    public int LineOf(string field)
    {
        var line = Line;
        var matched = 0;
        foreach (var entry in Fields)
        {
            var length = entry.Field.Length;
            if (length > matched && field.StartsWith(entry.Field, StringComparison.Ordinal) && IsWhole(field, length))
                (line, matched) = (entry.Line, length);
        }
        return line;
    }

    private static bool IsWhole(string field, int length) => field.Length == length || field[length] == '.';
}

/// <summary>The line at which a field is written.</summary>
/// <param name="Field">Path from the object's root, its names joined by dots.</param>
/// <param name="Line">Line from 1, over the whole text.</param>
public readonly record struct FieldLine(string Field, int Line);
