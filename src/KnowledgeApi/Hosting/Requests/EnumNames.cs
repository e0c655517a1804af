using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>How an enum's values are written in JSON, so that query values are written the same way.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>()
        .ToFrozenDictionary(value => value, Written);

    private static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.OrdinalIgnoreCase
    );

    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    public static string Of(T value) => Names[value];

    public static T? Find(string name) => Values.TryGetValue(name, out var value) ? value : null;

    private static string Written(T value)
    {
        var member = typeof(T).GetField(value.ToString())!;
        return member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
    }
}
