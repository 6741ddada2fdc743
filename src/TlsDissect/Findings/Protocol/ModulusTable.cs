using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Transport;

namespace TlsDissect.Findings.Protocol;

/// <summary>
/// Tests the Diffie-Hellman moduli of connections for primality, each once. Servers choose them, and a test takes up to 0.1 s, so only the
/// first ones are tested. Connections are given in the order in which they ended, so that the result does not depend on the number of
/// dissectors.
/// </summary>
/// <param name="maxTested">Limit on the moduli that are tested.</param>
/// <param name="ignored">The ids of findings that are not wanted.</param>
/// <param name="memory">Counts the moduli; <c>null</c> if they are not counted.</param>
internal sealed class ModulusTable(int maxTested, IReadOnlySet<string> ignored, MemoryBudget? memory = null)
{
    /// <summary>What a modulus costs: an entry of the dictionary.</summary>
    private const int BytesPerModulus = 64;

    private readonly UnsafeDhGroup _rule = new();
    private readonly Dictionary<UInt128, PrimeVerdict> _verdicts = [];
    private readonly MemoryAccount? _memory = memory?.Open();

    /// <summary>Whether anything is looked for.</summary>
    public bool IsUsed => maxTested > 0 && !ignored.Contains(_rule.Id);

    /// <summary>Whether moduli were not tested, because too many were before.</summary>
    public bool HasUntested { get; private set; }

    /// <summary>Tests the modulus of a connection, or recalls the verdict.</summary>
    /// <param name="dh">Of <see cref="UnsafeDhGroup.Unjudged"/>.</param>
    /// <returns>The finding; <c>null</c> if nothing is wrong, or it is not tested.</returns>
    public Finding? Add(in DhParameters dh)
    {
        if (!IsUsed) return null;
        UInt128 key = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(dh.Prime.Span));
        if (!_verdicts.TryGetValue(key, out PrimeVerdict verdict))
        {
            if (_verdicts.Count >= maxTested)
            {
                HasUntested = true;
                return null;
            }

            _verdicts[key] = verdict = PrimeTests.Of(dh.Prime.Span);
            _memory?.Add(BytesPerModulus);
        }

        return _rule.Find(dh, verdict);
    }

    /// <summary>Forgets everything: another input begins.</summary>
    public void Clear()
    {
        _memory?.Add(-(long)_verdicts.Count * BytesPerModulus);
        _verdicts.Clear();
    }
}
