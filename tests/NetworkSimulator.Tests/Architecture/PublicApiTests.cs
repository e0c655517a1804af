using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetworkSimulator.Tests.Architecture;

/// <summary>
/// The public API of the two libraries is a contract: a change of it shows as a change of the approved text. Run the
/// tests with <c>APPROVE=1</c> to rewrite that text, and review it as a diff.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("NetworkSimulator")]
    [InlineData("NetworkSimulator.Manifests")]
    public void Is_as_approved(string assembly)
    {
        var path = Path.Combine(Folder(), $"{assembly}.approved.txt");
        var actual = Describe(Assembly.Load(assembly));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, actual);

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(KindOf(type)).Append(' ').Append(NameOf(type)).Append('\n');
            foreach (var member in MembersOf(type).Order(StringComparer.Ordinal))
                text.Append("  ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        const BindingFlags declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type);
        return type.GetMembers(declared).Where(IsWritten).Select(Signature);
    }

    // What the compiler writes for records says nothing that the record's properties don't.
    private static bool IsWritten(MemberInfo member) =>
        member switch
        {
            MethodInfo method => !method.IsSpecialName
                && method.Name
                    is not ("<Clone>$" or "Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "PrintMembers"),
            PropertyInfo property => property.Name != "EqualityContract",
            ConstructorInfo constructor => constructor.GetParameters() is not [{ ParameterType: var only }]
                || only != constructor.DeclaringType,
            _ => member is not TypeInfo,
        };

    private static string Signature(MemberInfo member) =>
        member switch
        {
            MethodInfo method =>
                $"{(method.IsStatic ? "static " : "")}{NameOf(method.ReturnType)} {method.Name}({Parameters(method)})",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            PropertyInfo property =>
                $"{(property.GetMethod!.IsStatic ? "static " : "")}{NameOf(property.PropertyType)} {property.Name}",
            FieldInfo field => $"{(field.IsLiteral ? "const " : "")}{NameOf(field.FieldType)} {field.Name}",
            _ => member.ToString()!,
        };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{NameOf(p.ParameterType)} {p.Name}"));

    private static string KindOf(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : "class";

    private static string NameOf(Type type)
    {
        if (type.IsByRef)
            return $"ref {NameOf(type.GetElementType()!)}";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{NameOf(underlying)}?";
        if (!type.IsGenericType)
            return type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
                ? type.Name
                : type.FullName ?? type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
