using System.Runtime.CompilerServices;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Findings.Chains;

/// <summary>The OCSP responses judged last, because a server sends the same one for days. When it is full, all are dropped.</summary>
/// <param name="trusted">Trusted authorities, which may have issued the last certificate that was sent.</param>
internal sealed class StapleTable(IReadOnlyList<CertificateTraits> trusted)
{
    /// <summary>Maximum number of responses to keep.</summary>
    internal const int MaxResponses = 4096;

    /// <summary>Limit, in bytes, on the responses that are kept.</summary>
    internal const long MaxBytes = 8 << 20;

    /// <summary>Bytes of memory of what was found about a response, beside the response.</summary>
    private const int Places = 1024;

    private readonly Dictionary<int, (JudgedChain Chain, ReadOnlyMemory<byte> Der, JudgedResponse Result)> _responses = [];
    private readonly StapleJudge _judge = new(trusted);

    /// <summary>Bytes of memory that the responses keep alive.</summary>
    public long Held { get; private set; }

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
        if (_responses.Remove(key)) Held -= known.Der.Length + Places;
        if (_responses.Count == MaxResponses || Held + der.Length + Places > MaxBytes)
        {
            _responses.Clear();
            Held = 0;
        }

        _responses.Add(key, (chain, der, result));
        Held += der.Length + Places;
        return result;
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
