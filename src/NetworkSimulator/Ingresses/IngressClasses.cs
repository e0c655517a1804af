using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Says which IngressClass an Ingress belongs to.</summary>
internal sealed class IngressClasses
{
    public const string Annotation = "kubernetes.io/ingress.class";

    private readonly Dictionary<string, IngressClass> _byName = new(StringComparer.Ordinal);

    public IngressClasses(ImmutableArray<IngressClass> classes)
    {
        foreach (var item in classes)
            _byName[item.Name] = item;
        // The admission controller takes the newest of several defaults, then the first by name.
        Default = _byName
            .Values.Where(c => c.IsDefault)
            .OrderByDescending(c => c.Metadata.CreationTimestamp)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>The class of Ingresses that name none; null where there is none.</summary>
    public IngressClass? Default { get; }

    /// <summary>The class that serves the Ingress; null where it names none that exists and there is no default.</summary>
    public IngressClass? Of(Ingress ingress) => NameOf(ingress) is { } name ? _byName.GetValueOrDefault(name) : Default;

    /// <summary>The class that the Ingress names, existing or not; null where it names none.</summary>
    public static string? NameOf(Ingress ingress) =>
        ingress.IngressClassName.Length > 0 ? ingress.IngressClassName
        : ingress.Metadata.Annotations[Annotation] is { Length: > 0 } named ? named
        : null;

    /// <summary>The line that names the class; that of the spec where nothing does.</summary>
    public static int LineOf(Ingress ingress) =>
        ingress.IngressClassName.Length > 0 || ingress.Metadata.Annotations[Annotation] is null
            ? ingress.Source.LineOf("spec.ingressClassName")
            : ingress.Source.LineOf($"metadata.annotations.{Annotation}");
}
