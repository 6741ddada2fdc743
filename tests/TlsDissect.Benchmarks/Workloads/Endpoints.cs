namespace TlsDissect.Benchmarks.Workloads;

/// <summary>Who sends to whom.</summary>
internal readonly record struct Endpoints(uint SourceAddress, ushort SourcePort, uint DestinationAddress, ushort DestinationPort)
{
    /// <summary>The other direction.</summary>
    public Endpoints Reversed => new(DestinationAddress, DestinationPort, SourceAddress, SourcePort);

    /// <summary>Client number <paramref name="number"/> of 10.0.0.0/8, at port 443 of one of <paramref name="servers"/> servers.</summary>
    public static Endpoints Of(int number, int servers)
    {
        uint client = 0x0A000001 + (uint)(number % 4000);
        ushort port = (ushort)(10_000 + number / 4000 % 50_000);
        return new Endpoints(client, port, 0xC6120001 + (uint)(number % servers), 443);
    }
}
