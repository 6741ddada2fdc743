using System.Buffers.Binary;
using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Chains;

/// <summary>The chains that were judged last, because the same few are sent again and again. When it is full, all are dropped.</summary>
internal sealed class ChainTable
{
    /// <summary>Maximum number of chains to keep.</summary>
    internal const int MaxChains = 4096;

    /// <summary>Limit, in bytes, on the chains that are kept. One certificate may have 256 KB.</summary>
    internal const long MaxBytes = 32 << 20;

    private readonly Dictionary<(ulong Hash, int Length, Sender Side), JudgedChain> _chains = [];

    /// <summary>Bytes of memory that the chains keep alive.</summary>
    public long Held { get; private set; }

    /// <summary>Number of chains kept.</summary>
    public int Count => _chains.Count;

    /// <summary>Gets a chain; judges it if it is new.</summary>
    /// <param name="certificates">As sent, the side's own first; at least one.</param>
    /// <param name="side">Whose chain it is.</param>
    public JudgedChain Get(ImmutableArray<CertificateDetails> certificates, Sender side)
    {
        // A part of the first certificate's hash finds it, and all certificates decide.
        (ulong, int, Sender) key = (BinaryPrimitives.ReadUInt64LittleEndian(certificates[0].Sha256.Span), certificates.Length, side);
        if (_chains.TryGetValue(key, out JudgedChain? known) && known.Has(certificates)) return known;
        JudgedChain chain = new(certificates, side);
        if (known is not null)
        {
            _chains.Remove(key);
            Held -= known.Bytes;
        }

        if (_chains.Count == MaxChains || Held + chain.Bytes > MaxBytes) Clear();
        if (chain.Bytes > MaxBytes) return chain;
        _chains.Add(key, chain);
        Held += chain.Bytes;
        return chain;
    }

    private void Clear()
    {
        _chains.Clear();
        Held = 0;
    }
}
