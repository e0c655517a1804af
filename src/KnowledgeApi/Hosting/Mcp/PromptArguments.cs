using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Problems;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Holds a prompt's arguments to those it declares.</summary>
internal static class PromptArguments
{
    private const int Longest = 4_000;

    /// <summary>What is wrong, every fault at once; null where nothing is.</summary>
    public static string? Faults(Prompt prompt, IDictionary<string, JsonElement>? arguments)
    {
        var declared = prompt.Arguments ?? [];
        List<string> faults =
        [
            .. declared
                .Where(argument => argument.Required == true && arguments?.ContainsKey(argument.Name) != true)
                .Select(argument => $"'{argument.Name}' is missing; allowed: {argument.Description}"),
        ];
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
            if (!declared.Any(argument => argument.Name == name))
                faults.Add(
                    declared.Count == 0
                        ? $"'{Shown.Text(name)}' is no argument of this prompt: it takes none."
                        : $"'{Shown.Text(name)}' is no argument of this prompt; nearest: '{Nearest.Of(name, declared.Select(d => d.Name))[0]}'."
                );
            else if (value.ValueKind != JsonValueKind.String || value.GetRawText().Length > Longest)
                faults.Add(
                    $"'{name}' is {Shown.Text(value.GetRawText())}; allowed: text of at most {Longest} characters."
                );
        return faults.Count == 0 ? null : string.Join('\n', faults);
    }
}
