using System.Formats.Asn1;
using System.Globalization;

namespace TlsDissect.Keys;

/// <summary>Limits the work of turning a password into a key. The file sets the counts, and large ones take hours or all memory.</summary>
internal static class KeyDerivationBounds
{
    /// <summary>Maximum rounds of PBKDF2 and its predecessors; about ten seconds.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>Maximum p of scrypt: how often its memory is filled.</summary>
    private const int MaxParallel = 16;

    /// <summary>Maximum of scrypt's 128 * N * r * p in bytes, which bounds its memory and its time.</summary>
    private const long MaxScrypt = 1L << 30;

    private const string Pkcs5 = "1.2.840.113549.1.5.";
    private const string Pkcs12Pbe = "1.2.840.113549.1.12.1.";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbmac1 = "1.2.840.113549.1.5.14";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string Scrypt = "1.3.6.1.4.1.11591.4.11";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";

    private const string WritePkcs8 = "encrypt it again with: openssl pkcs8 -topk8 -iter 100000 -in FILE -out NEW";
    private const string WritePem = "write its key to PEM with: openssl pkcs12 -nodes -in FILE -out NEW";

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Checks an EncryptedPrivateKeyInfo (RFC 5958 §3) before it is decrypted.</summary>
    /// <exception cref="KeyFileException">Its parameters exceed a limit.</exception>
    /// <exception cref="AsnContentException">It is not an EncryptedPrivateKeyInfo.</exception>
    public static void CheckPkcs8(byte[] der, string path) =>
        Check(new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence(), path, WritePkcs8);

    /// <summary>
    /// Checks a PKCS#12 file (RFC 7292 §4): its MAC, its encrypted parts and its keys. Doubly encrypted keys are left to the loader, which
    /// has the same limit.
    /// </summary>
    /// <exception cref="KeyFileException">Its parameters exceed a limit.</exception>
    /// <exception cref="AsnContentException">It is not a PKCS#12 file.</exception>
    public static void CheckPkcs12(byte[] der, string path)
    {
        AsnReader file = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        file.ReadInteger();
        AsnReader safe = file.ReadSequence();
        if (file.HasData) CheckMac(file.ReadSequence(), path);
        if (safe.ReadObjectIdentifier() != Data) return;
        AsnReader parts = new AsnReader(safe.ReadSequence(Explicit0).ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        while (parts.HasData)
        {
            AsnReader part = parts.ReadSequence();
            string kind = part.ReadObjectIdentifier();
            if (kind == EncryptedData)
            {
                AsnReader encrypted = part.ReadSequence(Explicit0).ReadSequence();
                encrypted.ReadInteger();
                AsnReader content = encrypted.ReadSequence();
                content.ReadObjectIdentifier();
                Check(content.ReadSequence(), path, WritePem);
            }
            else if (kind == Data)
            {
                CheckBags(new AsnReader(part.ReadSequence(Explicit0).ReadOctetString(), AsnEncodingRules.BER).ReadSequence(), path);
            }
        }
    }

    /// <summary>The error when the loader reached its limit, which does not tell the number of iterations.</summary>
    public static KeyFileException TooManyInAll(string path, Exception inner) =>
        new($"{path}: needs more than {Number(MaxIterations)} iterations in total to decrypt; {WritePem}", inner);

    /// <summary>Checks MacData: a DigestInfo, whose algorithm may be PBMAC1 with a count of its own (RFC 9579), salt and count.</summary>
    private static void CheckMac(AsnReader mac, string path)
    {
        Check(mac.ReadSequence().ReadSequence(), path, WritePem);
        mac.ReadOctetString();
        if (mac.HasData) CheckIterations(mac, path, WritePem);
    }

    private static void CheckBags(AsnReader bags, string path)
    {
        while (bags.HasData)
        {
            AsnReader bag = bags.ReadSequence();
            if (bag.ReadObjectIdentifier() == ShroudedKeyBag)
                Check(bag.ReadSequence(Explicit0).ReadSequence().ReadSequence(), path, WritePem);
        }
    }

    /// <summary>
    /// Checks the AlgorithmIdentifier of a password-based scheme. PBES2 names a derivation; PBES1 and PKCS#12's own schemes have salt and
    /// count (RFC 8018 appendix A).
    /// </summary>
    private static void Check(AsnReader algorithm, string path, string advice)
    {
        string oid = algorithm.ReadObjectIdentifier();
        if (!algorithm.HasData || algorithm.PeekTag() != Asn1Tag.Sequence) return;
        AsnReader parameters = algorithm.ReadSequence();
        if (oid is Pbes2 or Pbmac1)
        {
            Check(parameters.ReadSequence(), path, advice);
        }
        else if (oid == Scrypt)
        {
            parameters.ReadOctetString();
            CheckScrypt(parameters, path, advice);
        }
        else if (oid == Pbkdf2 || oid.StartsWith(Pkcs5, StringComparison.Ordinal) || oid.StartsWith(Pkcs12Pbe, StringComparison.Ordinal))
        {
            parameters.ReadEncodedValue(); // The salt, or the algorithm that PBKDF2 may name instead.
            CheckIterations(parameters, path, advice);
        }
    }

    private static void CheckIterations(AsnReader reader, string path, string advice)
    {
        long count = Count(reader);
        if (count > MaxIterations)
            throw new KeyFileException(
                $"{path}: needs {Number(count)} iterations to decrypt, more than the limit of {Number(MaxIterations)}; {advice}");
    }

    private static void CheckScrypt(AsnReader parameters, string path, string advice)
    {
        (long cost, long blockSize, long parallel) = (Count(parameters), Count(parameters), Count(parameters));
        if (parallel > MaxParallel)
            throw new KeyFileException($"{path}: needs scrypt with p = {Number(parallel)}, more than the limit of {MaxParallel}; {advice}");
        Int128 work = (Int128)128 * cost * blockSize * Math.Max(1, parallel);
        if (work > MaxScrypt)
        {
            string takes = $"N = {Number(cost)}, r = {Number(blockSize)} and p = {Number(parallel)}";
            throw new KeyFileException(
                $"{path}: needs scrypt with {takes}: 128 N r p exceeds the limit of {Number(MaxScrypt)} bytes; {advice}");
        }
    }

    /// <summary>Reads a number. One that does not fit becomes <see cref="long.MaxValue"/>.</summary>
    private static long Count(AsnReader reader) => reader.TryReadInt64(out long count) ? count : Saturate(reader);

    private static long Saturate(AsnReader reader)
    {
        reader.ReadIntegerBytes();
        return long.MaxValue;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
