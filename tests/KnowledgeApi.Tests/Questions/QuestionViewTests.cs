using System.Text.Json;
using KnowledgeApi.Questions;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Questions;

public class QuestionViewTests
{
    private static readonly Question Order = Question("order", "1. One\n2. Two — not three\n3. Three\n4. Four");

    private static readonly Question Match = Question("match", "| a | b |\n| - | - |\n| one | eins |\n| two | zwei |");

    [Fact]
    public void Tells_neither_which_option_is_right_nor_why()
    {
        var question = Question("single", "- [x] a — since\n- [ ] b — sincerely");
        var json = JsonSerializer.Serialize(QuestionView.Of(question));
        Assert.DoesNotContain("since", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("correct", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("true", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Never_shows_the_steps_in_the_right_order()
    {
        var key = ((OptionsKey)Order.Key!).OptionIds;
        for (var seed = -50; seed < 50; seed++)
        {
            var shown = QuestionView.Of(Order, seed).Options!.Value.Select(option => option.Id).ToList();
            Assert.NotEqual(key, shown);
            Assert.Equal(key.Order(), shown.Order());
            Assert.NotEqual(
                Match.Options.Select(option => option.Id),
                QuestionView.Of(Match, seed).Options!.Value.Select(option => option.Id)
            );
        }
        Assert.NotEqual(key, QuestionView.Of(Order).Options!.Value.Select(option => option.Id));
    }

    [Fact]
    public void A_seed_gives_the_same_order_each_time_and_seeds_differ()
    {
        var orders = Enumerable
            .Range(0, 40)
            .Select(seed => string.Join(' ', QuestionView.Of(Order, seed).Options!.Value.Select(option => option.Text)))
            .ToList();
        Assert.Equal(
            orders,
            Enumerable
                .Range(0, 40)
                .Select(seed =>
                    string.Join(' ', QuestionView.Of(Order, seed).Options!.Value.Select(option => option.Text))
                )
        );
        Assert.True(orders.Distinct().Count() > 10);
    }

    [Fact]
    public void A_match_shows_both_sides()
    {
        var view = QuestionView.Of(Match);
        Assert.Equal(["one", "two"], view.Left!.Value.Select(option => option.Text));
        Assert.Equal(["eins", "zwei"], view.Options!.Value.Select(option => option.Text).Order());
    }

    private static Question Question(string type, string answer) =>
        Assert.Single(
            TemporaryContent.Of("quizzes/q.md", $"::: question {{#q type={type}}}\nQ?\n\n{answer}\n:::\n").Questions
        );
}
