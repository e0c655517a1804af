using System.Text.Json;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>JSON may escape half a surrogate pair; reading such a text throws, so it is looked for first.</summary>
public static class JsonTexts
{
    public static bool AreReadable(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => IsReadable(element),
            JsonValueKind.Array => element.EnumerateArray().All(AreReadable),
            JsonValueKind.Object => element.EnumerateObject().All(p => IsReadable(p) && AreReadable(p.Value)),
            _ => true,
        };

    private static bool IsReadable(JsonElement text) => IsReadable(() => text.GetString());

    private static bool IsReadable(JsonProperty property) => IsReadable(() => property.Name);

    private static bool IsReadable(Func<string?> read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
