using TlsDissect.Connections;
using TlsDissect.Connections.Datagrams;
using TlsDissect.Connections.Quic;
using TlsDissect.Messages;
using TlsDissect.Secrets;
using TlsDissect.Ssl2;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Dissects datagrams, changed or not.</summary>
internal static class DatagramDissection
{
    /// <summary>Dissects datagrams as a dissector does, and checks that nothing is left.</summary>
    public static PlaintextSink Dissect(IReadOnlyList<FuzzDatagram> datagrams, KeyRing keys, Random random, bool isLate)
    {
        DissectorOptions options = new()
        {
            // Certificates that are kept are counted too.
            Handshake = new HandshakeLimits { MaxCachedCertificates = 0 },
            MaxWaitingBytes = random.Next(4) == 0 ? 2000 : 1 << 20,
            MaxWaitingBytesInAll = random.Next(4) == 0 ? 3000 : 1 << 20,
            KeyWait = TimeSpan.FromSeconds(random.Next(3)),
        };
        PlaintextSink sink = new();
        MemoryAccount memory = options.Memory.Open();
        DissectorContext context = new(options, keys, sink, memory, new SessionStore(options, options.Memory.Open()),
            static (context, hello) => new Ssl2Hello(context, hello));
        IDatagramProtocol[] protocols = [new DtlsProtocol(context, null), new QuicProtocol(context, null)];
        UdpFlowTable flows = new(options.Udp, OwnedFlows.All, protocols, memory);
        keys.MayGrow = isLate;
        for (int i = 0; i < datagrams.Count; i++)
        {
            Datagram datagram = datagrams[i].At(i + 1);
            context.AwaitingKeys.Observe(datagram.Time.Nanoseconds);
            flows.Add(datagram);
            if (isLate && random.Next(8) == 0) AddKeys(context);
        }

        flows.Complete();
        if (isLate) AddKeys(context);
        context.AwaitingKeys.Complete();
        context.VerificationKeys.Clear();
        Assert.Equal((0L, 0L, 0), (memory.Held, context.AwaitingKeys.Bytes, context.AwaitingKeys.All().Length));
        return sink;
    }

    private static void AddKeys(DissectorContext context)
    {
        foreach (IAwaitsKeys connection in context.AwaitingKeys.All()) connection.OnKeysAdded();
    }

    /// <summary>Some datagrams changed, lost, repeated, moved, truncated, or from the other side.</summary>
    public static List<FuzzDatagram> Change(IReadOnlyList<FuzzDatagram> sent, Random random)
    {
        List<FuzzDatagram> datagrams = [.. sent];
        for (int changes = random.Next(1, 10); changes > 0 && datagrams.Count > 0; changes--)
        {
            int at = random.Next(datagrams.Count);
            FuzzDatagram datagram = datagrams[at];
            switch (random.Next(8))
            {
                case 0: datagrams.RemoveAt(at); break;
                case 1: datagrams.Insert(random.Next(datagrams.Count), datagram); break;
                case 2:
                    datagrams.RemoveAt(at);
                    datagrams.Insert(random.Next(datagrams.Count + 1), datagram);
                    break;
                case 3: datagrams[at] = datagram with { Payload = datagram.Payload[..random.Next(datagram.Payload.Length + 1)] }; break;
                case 4: datagrams[at] = datagram with { Source = datagram.Destination, Destination = datagram.Source }; break;
                case 5: datagrams[at] = datagram.With([.. datagram.Payload, .. datagrams[random.Next(datagrams.Count)].Payload]); break;
                default: datagrams[at] = datagram.With(ChangeBytes(datagram.Payload, random)); break;
            }
        }

        return datagrams;
    }

    /// <summary>Changes bytes anywhere, or in the header of the first record.</summary>
    private static byte[] ChangeBytes(byte[] payload, Random random)
    {
        const int Header = 13;
        if (random.Next(2) == 0 || payload.Length < Header) return Fuzzing.Change(payload, random);
        byte[] changed = [.. payload];
        if (random.Next(4) == 0) changed[0] = (byte)(0x20 | random.Next(32));
        else changed[random.Next(Header)] ^= (byte)(1 << random.Next(8));
        return changed;
    }
}
