using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>What serves Ingresses: a controller with its rules, or one load balancer of the AWS controller.</summary>
/// <param name="Name">What it is called in explanations.</param>
/// <param name="Rules">An <see cref="ApiRules"/>, <see cref="Nginx.NginxRules"/> or <see cref="Alb.AlbLoadBalancer"/>.</param>
/// <param name="Ingresses">The Ingresses it serves, the one that wins a conflict first.</param>
internal sealed record IngressController(string Name, object Rules, Ingress[] Ingresses)
{
    public const string Nginx = "k8s.io/ingress-nginx";
    public const string Alb = "ingress.k8s.aws/alb";

    /// <summary>An address by which Ingresses say they are reached; none where their status names none.</summary>
    public IpAddress Address { get; init; }

    /// <summary>Its Pods and the Service in front of them; null where the manifests hold no Pods of it.</summary>
    public ControllerPods? Pods { get; init; }

    /// <summary>The API knows two ports, 80 and 443; a load balancer of the AWS controller judges its own listeners.</summary>
    public bool ListensOn(HttpUrl url) => Rules is AlbLoadBalancer || url.Port == (url.IsHttps ? 443 : 80);
}

/// <summary>The Pods of a controller.</summary>
/// <param name="Service">The Service in front of them, or -1.</param>
/// <param name="Http">Where they take http.</param>
/// <param name="Https">Where they take https.</param>
internal sealed record ControllerPods(int Service, Endpoint[] Http, Endpoint[] Https);
