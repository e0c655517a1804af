using System.Globalization;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A key as Markdown for people.</summary>
public static class KeyText
{
    public static MarkdownText? Of(Question question)
    {
        var answer = question.Key switch
        {
            OptionsKey key when question.Type == QuestionType.Order => string.Join(
                '\n',
                key.OptionIds.Select(
                    (id, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {Text(question, id)}"
                )
            ),
            OptionsKey key => string.Join('\n', key.OptionIds.Select(id => $"- {Text(question, id)}")),
            NumericKey key => Number(key),
            MatchKey key => string.Join(
                '\n',
                question.Left.Select(left => $"- {left.Text} → {Text(question, key.Pairs[left.Id])}")
            ),
            ClozeKey key => string.Join(
                '\n',
                key.Gaps.Select((gap, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {gap[0]}")
            ),
            _ => question.ReferenceAnswer?.Markdown,
        };
        return answer is null ? null
            : question.Explanation is { } why ? new MarkdownText($"{answer}\n\n{why.Markdown}")
            : new MarkdownText(answer);
    }

    public static string Number(NumericKey key) =>
        key.Value.ToString(CultureInfo.InvariantCulture)
        + (key.Tolerance == 0 ? "" : $" ± {key.Tolerance.ToString(CultureInfo.InvariantCulture)}")
        + (key.Unit is null ? "" : $" {key.Unit}");

    private static string Text(Question question, string id) =>
        question.Options.First(option => option.Id == id).Text.Markdown;
}
