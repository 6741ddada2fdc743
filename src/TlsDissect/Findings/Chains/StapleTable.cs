using System.Runtime.CompilerServices;
using TlsDissect.Messages.Certificates;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Chains;

/// <summary>The OCSP responses judged last, because a server sends the same one for days. When it is full, all are dropped.</summary>
/// <param name="trusted">Trusted authorities, which may have issued the last certificate that was sent.</param>
/// <param name="memory">Counts the responses; <c>null</c> if they are not counted.</param>
internal sealed class StapleTable(IReadOnlyList<CertificateTraits> trusted, MemoryBudget? memory = null)
{
    /// <summary>Limit, in bytes, on the responses that are kept: about 1,500 of the usual size.</summary>
    private const long Most = 4 << 20;

    /// <summary>They may use this fraction of the memory limit. There is a table for each thread.</summary>
    private const int ShareOfMemory = 64;

    /// <summary>Bytes of memory of what was found about a response, beside the response.</summary>
    private const int Places = 1024;

    private readonly Dictionary<int, (JudgedChain Chain, ReadOnlyMemory<byte> Der, JudgedResponse Result)> _responses = [];
    private readonly StapleJudge _judge = new(trusted);
    private readonly MemoryAccount? _memory = memory?.Open();

    /// <summary>Bytes of memory that the responses keep alive.</summary>
    public long Held { get; private set; }

    /// <summary>Limit, in bytes, on them.</summary>
    public long MaxBytes { get; } = Math.Min(Most, (memory?.MaxBytes ?? long.MaxValue) / ShareOfMemory);

    /// <summary>Gets what was found about a response; judges it if it is new.</summary>
    /// <param name="chain">The chain that it was sent with.</param>
    /// <param name="der">OCSPResponse in DER. Kept, not copied.</param>
    public JudgedResponse Get(JudgedChain chain, ReadOnlyMemory<byte> der)
    {
        int key = KeyOf(chain, der.Span);
        if (_responses.TryGetValue(key, out (JudgedChain Chain, ReadOnlyMemory<byte> Der, JudgedResponse Result) known) &&
            ReferenceEquals(known.Chain, chain) && known.Der.Span.SequenceEqual(der.Span)) return known.Result;
        JudgedResponse result = _judge.Judge(chain, der);
        if (der.Length + Places > MaxBytes) return result;
        if (_responses.Remove(key)) Count(-known.Der.Length - Places);
        if (Held + der.Length + Places > MaxBytes)
        {
            _responses.Clear();
            Count(-Held);
        }

        _responses.Add(key, (chain, der, result));
        Count(der.Length + Places);
        return result;
    }

    private void Count(long bytes)
    {
        Held += bytes;
        _memory?.Add(bytes);
    }

    /// <summary>The end of a response is a signature, or a certificate's. A server may send the same one with several chains.</summary>
    private static int KeyOf(JudgedChain chain, ReadOnlySpan<byte> der)
    {
        HashCode hash = default;
        hash.Add(RuntimeHelpers.GetHashCode(chain));
        hash.Add(der.Length);
        hash.AddBytes(der[^Math.Min(der.Length, 64)..]);
        return hash.ToHashCode();
    }
}
