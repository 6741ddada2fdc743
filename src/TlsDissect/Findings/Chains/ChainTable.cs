using System.Buffers.Binary;
using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Chains;

/// <summary>The chains that were judged last, because the same few are sent again and again. When it is full, all are dropped.</summary>
/// <param name="memory">Counts the chains; <c>null</c> if they are not counted.</param>
internal sealed class ChainTable(MemoryBudget? memory = null)
{
    /// <summary>Limit, in bytes, on the chains that are kept: about 700 of the usual size. One certificate may have 256 KB.</summary>
    private const long Most = 8 << 20;

    /// <summary>They may use this fraction of the memory limit. There is a table for each thread.</summary>
    private const int ShareOfMemory = 32;

    private readonly MemoryAccount? _memory = memory?.Open();

    private readonly Dictionary<(ulong Hash, int Length, Sender Side), JudgedChain> _chains = [];

    /// <summary>Bytes of memory that the chains keep alive.</summary>
    public long Held { get; private set; }

    /// <summary>Limit, in bytes, on them.</summary>
    public long MaxBytes { get; } = Math.Min(Most, (memory?.MaxBytes ?? long.MaxValue) / ShareOfMemory);

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
            Count(-known.Bytes);
        }

        if (chain.Bytes > MaxBytes) return chain;
        if (Held + chain.Bytes > MaxBytes)
        {
            _chains.Clear();
            Count(-Held);
        }

        _chains.Add(key, chain);
        Count(chain.Bytes);
        return chain;
    }

    private void Count(long bytes)
    {
        Held += bytes;
        _memory?.Add(bytes);
    }
}
