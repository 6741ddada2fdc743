namespace TlsDissect.Capture.Network;

/// <summary>UDP ports of tunnels beside the usual ones, each from 1 to 65535.</summary>
public sealed record TunnelPorts
{
    /// <summary>None.</summary>
    public static TunnelPorts None { get; } = new();

    /// <summary>Of VXLAN (RFC 7348), beside 4789 and 8472.</summary>
    public IReadOnlyList<int> Vxlan { get; init; } = [];

    /// <summary>Of Geneve (RFC 8926), beside 6081.</summary>
    public IReadOnlyList<int> Geneve { get; init; } = [];

    /// <summary>Of the user plane of GTP (3GPP TS 29.281), beside 2152.</summary>
    public IReadOnlyList<int> GtpUser { get; init; } = [];
}
