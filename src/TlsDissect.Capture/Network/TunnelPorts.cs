namespace TlsDissect.Capture.Network;

/// <summary>Additional UDP ports of tunnels, each from 1 to 65535.</summary>
internal sealed record TunnelPorts
{
    /// <summary>No additional ports.</summary>
    public static TunnelPorts None { get; } = new();

    /// <summary>Ports of VXLAN (RFC 7348) in addition to 4789 and 8472.</summary>
    public IReadOnlyList<int> Vxlan { get; init; } = [];

    /// <summary>Ports of Geneve (RFC 8926) in addition to 6081.</summary>
    public IReadOnlyList<int> Geneve { get; init; } = [];

    /// <summary>Ports of the GTP user plane (3GPP TS 29.281) in addition to 2152.</summary>
    public IReadOnlyList<int> GtpUser { get; init; } = [];
}
