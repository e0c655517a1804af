using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>The cases of <c>Cases/errors.yaml</c>, whose comments mark the errors.</summary>
public sealed partial class ErrorCases
{
    private static readonly Dictionary<string, string> _cases = Load();

    public static TheoryData<string> Ids => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_Error_Is_Reported_At_Its_Line_And_Field(string id)
    {
        var text = _cases[id];
        var expected = Expected(text).ToList();

        var errors = Manifests.Read(text).Errors;

        Assert.All(
            expected,
            e =>
                Assert.Contains(
                    errors,
                    a =>
                        (a.Document, a.Line, a.Field) == (e.Document, e.Line, e.Field)
                        && $"{a.Message} {a.Expected}".Contains(e.Words, StringComparison.Ordinal)
                )
        );
        Assert.True(
            expected.Count == errors.Length,
            $"{expected.Count} errors are marked, but these came: {string.Join('\n', errors)}"
        );
        Assert.All(errors, e => Assert.True(e.Column > 0 && e.Message.EndsWith('.') && e.Expected.Length > 0));
    }

    private static IEnumerable<(int Document, int Line, string Field, string Words)> Expected(string text)
    {
        var document = 1;
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (index > 0 && line.StartsWith("---", StringComparison.Ordinal) && !line.Contains("#!"))
                document++;
            var marks = Mark().Match(line);
            if (!marks.Success)
                continue;
            foreach (var mark in marks.Groups[1].Value.Split(" && "))
            {
                var colon = mark.IndexOf(": ", StringComparison.Ordinal);
                yield return (document, index + 1, mark[..colon], mark[(colon + 2)..].Trim());
            }
        }
    }

    private static Dictionary<string, string> Load()
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "Cases", "errors.yaml"));
        stream.Load(reader);
        return ((YamlSequenceNode)stream.Documents[0].RootNode)
            .Cast<YamlMappingNode>()
            .ToDictionary(c => ((YamlScalarNode)c["id"]).Value!, c => ((YamlScalarNode)c["manifests"]).Value!);
    }

    [GeneratedRegex("#! (.*)$")]
    private static partial Regex Mark();
}
