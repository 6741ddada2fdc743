namespace TlsDissect.Transport;

/// <summary>The flows that one dissector's tables keep. A flow must belong to both parts.</summary>
/// <param name="Hosts">The part of the host pairs.</param>
/// <param name="Flows">The part of the flows.</param>
internal readonly record struct OwnedFlows(HostPairShard Hosts, FlowShard Flows)
{
    /// <summary>All flows.</summary>
    public static OwnedFlows All => new(HostPairShard.All, FlowShard.All);

    /// <summary>Whether the flow between two endpoints is kept. Their order does not matter.</summary>
    public bool Owns(in IpEndpoint a, in IpEndpoint b) =>
        (Hosts.Count <= 1 || Hosts.Owns(a.Address, b.Address)) && (Flows.Count <= 1 || Flows.Owns(a, b));
}
