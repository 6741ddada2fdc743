using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Messages.Certificates;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Chains;

/// <summary>The OCSP responses judged last, because a server sends the same one for days. When it is full, all are dropped.</summary>
/// <param name="trusted">Trusted authorities, which may have issued the last certificate that was sent.</param>
/// <param name="memory">Counts the responses; <c>null</c> if they are not counted.</param>
internal sealed class StapleTable(IReadOnlyList<CertificateTraits> trusted, MemoryBudget? memory = null)
{
    /// <summary>Limit, in bytes, on the responses that are kept: about 1,000 of the usual size.</summary>
    private const long Most = 4 << 20;

    /// <summary>They may use this fraction of the memory limit. There is a table for each thread.</summary>
    private const int ShareOfMemory = 64;

    /// <summary>Bytes of memory of what was found about a response, beside the response.</summary>
    private const int Places = 1024;

    private readonly Dictionary<(UInt128 Chain, UInt128 Response), JudgedResponse> _responses = [];
    private readonly StapleJudge _judge = new(trusted);
    private readonly MemoryAccount? _memory = memory?.Open();

    /// <summary>Bytes of memory that the responses keep alive.</summary>
    public long Held { get; private set; }

    /// <summary>Limit, in bytes, on them.</summary>
    public long MaxBytes { get; } = Math.Min(Most, (memory?.MaxBytes ?? long.MaxValue) / ShareOfMemory);

    /// <summary>Gets what was found about a response; judges it if it is new.</summary>
    /// <param name="chain">The chain that it was sent with. It is not kept.</param>
    /// <param name="der">OCSPResponse in DER.</param>
    public JudgedResponse Get(JudgedChain chain, ReadOnlyMemory<byte> der)
    {
        (UInt128, UInt128) key = (chain.Identity, BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(der.Span)));
        if (_responses.TryGetValue(key, out JudgedResponse? known)) return known;
        JudgedResponse result = _judge.Judge(chain, der);
        // The responder's certificate is a copy.
        int bytes = Places + (2 * der.Length);
        if (bytes > MaxBytes) return result;
        if (Held + bytes > MaxBytes)
        {
            _responses.Clear();
            Count(-Held);
        }

        _responses.Add(key, result);
        Count(bytes);
        return result;
    }

    private void Count(long bytes)
    {
        Held += bytes;
        _memory?.Add(bytes);
    }
}
