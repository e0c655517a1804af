using System.Globalization;
using System.Text;
using KnowledgeApi.Hosting;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Embedding;

/// <summary>A form of questions, with what became of the answers once there are any.</summary>
public sealed class EmbedPage(string title, IReadOnlyList<Question> questions, int? seed)
{
    public string Render(EmbedResults? results)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Html.Encode(title)}</h1>\n");
        if (results is not null)
            html.Append(CultureInfo.InvariantCulture, $"<p role=\"status\">{Html.Encode(results.Summary)}</p>\n");
        html.Append("<form method=\"post\" accept-charset=\"utf-8\">\n");
        for (var i = 0; i < questions.Count; i++)
            Append(html, questions[i], i + 1, results);
        html.Append("<p><button type=\"submit\">Check</button></p>\n</form>");
        return html.ToString();
    }

    private void Append(StringBuilder html, Question question, int number, EmbedResults? results)
    {
        var prompt = question.Prompt.Html;
        var (legend, body) = Inline(prompt) is { } inline ? (inline, "") : ($"Question {number}", prompt);
        var described = body.Length > 0 ? $" aria-describedby=\"p{number}\"" : "";
        html.Append(CultureInfo.InvariantCulture, $"<fieldset{described}>\n<legend>{legend}</legend>\n");
        if (body.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<div id=\"p{number}\">{body}</div>\n");
        AppendFields(html, question, results);
        if (results?.Of(question) is { } result)
            AppendResult(html, result);
        html.Append("</fieldset>\n");
    }

    private void AppendFields(StringBuilder html, Question question, EmbedResults? results)
    {
        var options = OptionOrder.Arrange(question, seed);
        switch (question.Type)
        {
            case QuestionType.Numeric:
                AppendText(html, EmbedForm.Name(question), "Your number", " inputmode=\"decimal\"", results);
                break;
            case QuestionType.ShortAnswer:
                var name = EmbedForm.Name(question);
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<label>Your answer <textarea name=\"{Html.Encode(name)}\" rows=\"4\" maxlength=\"4000\">\n{Html.Encode(results?.Value(name))}</textarea></label>\n"
                );
                break;
            case QuestionType.Cloze:
                foreach (var gap in EmbedForm.Parts(question))
                    AppendText(html, EmbedForm.Name(question, gap), $"Gap {gap}", "", results);
                break;
            case QuestionType.Order:
                foreach (var place in EmbedForm.Parts(question))
                    AppendSelect(html, EmbedForm.Name(question, place), $"Place {place}", options, results);
                break;
            case QuestionType.Match:
                foreach (var left in question.Left)
                    AppendSelect(html, EmbedForm.Name(question, left.Id), left.Text.Text, options, results);
                break;
            case QuestionType.Lab:
                html.Append("<p>This one is a lab: mend its manifests in the scenario itself.</p>\n");
                break;
            default:
                foreach (var option in options)
                    AppendChoice(html, question, option, results);
                break;
        }
    }

    private static void AppendChoice(StringBuilder html, Question question, Option option, EmbedResults? results)
    {
        var type = question.TakesOneOption ? "radio" : "checkbox";
        var name = EmbedForm.Name(question);
        var chosen = results?.IsChosen(name, option.Id) == true ? " checked" : "";
        html.Append(
            CultureInfo.InvariantCulture,
            $"<label><input type=\"{type}\" name=\"{Html.Encode(name)}\" value=\"{Html.Encode(option.Id)}\"{chosen}> {Inline(option.Text.Html) ?? Html.Encode(option.Text.Text)}</label>\n"
        );
    }

    private static void AppendText(StringBuilder html, string name, string label, string more, EmbedResults? results) =>
        html.Append(
            CultureInfo.InvariantCulture,
            $"<label>{Html.Encode(label)} <input type=\"text\" name=\"{Html.Encode(name)}\" value=\"{Html.Encode(results?.Value(name))}\" maxlength=\"200\" autocomplete=\"off\"{more}></label>\n"
        );

    private static void AppendSelect(
        StringBuilder html,
        string name,
        string label,
        IEnumerable<Option> options,
        EmbedResults? results
    )
    {
        html.Append(
            CultureInfo.InvariantCulture,
            $"<label>{Html.Encode(label)} <select name=\"{Html.Encode(name)}\"><option value=\"\">Choose</option>"
        );
        foreach (var option in options)
        {
            var chosen = results?.IsChosen(name, option.Id) == true ? " selected" : "";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<option value=\"{Html.Encode(option.Id)}\"{chosen}>{Html.Encode(option.Text.Text)}</option>"
            );
        }
        html.Append("</select></label>\n");
    }

    private static void AppendResult(StringBuilder html, EmbedResult result)
    {
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div role=\"status\" class=\"{result.Look}\"><p><strong>{Html.Encode(result.Title)}</strong></p>\n"
        );
        foreach (var line in result.Lines)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Html.Encode(line)}</p>\n");
        foreach (var citation in result.Citations)
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p>Read: <a href=\"{Html.Encode(citation.Url)}\" target=\"_blank\" rel=\"noopener\">{Html.Encode(citation.Section)}</a></p>\n"
            );
        html.Append("</div>\n");
    }

    // A legend and a label hold text, not paragraphs.
    private static string? Inline(string html)
    {
        const string open = "<p>";
        const string close = "</p>";
        if (!html.StartsWith(open, StringComparison.Ordinal) || !html.EndsWith(close, StringComparison.Ordinal))
            return null;
        var inner = html[open.Length..^close.Length];
        return inner.Contains(open, StringComparison.Ordinal) || inner.Contains("<pre", StringComparison.Ordinal)
            ? null
            : inner;
    }
}
