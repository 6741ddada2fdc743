using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.IO.Compression;
using System.Security.Cryptography;
using TlsDissect.Capture;
using TlsDissect.Capture.Sources;
using TlsDissect.Keys;
using TlsDissect.Keys.Index;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Files;

/// <summary>Recognizes input files by their content.</summary>
internal static class FileRecognition
{
    /// <summary>Enough for a file that begins with comments or certificates.</summary>
    private const int MaxBytes = 1 << 16;

    /// <summary>Shorter lines of digits may be anything.</summary>
    private const int MinHexDigits = 8;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Recognizes a regular file. A pipe can be read only once, so it is not looked at.</summary>
    public static InputFileKind KindOf(string path)
    {
        if (!CaptureFile.CanBeReopened(path)) return InputFileKind.Unknown;
        // First, because a capture may contain keys and key logs.
        if (IsCapture(path, out _)) return InputFileKind.Capture;
        byte[] start = GC.AllocateUninitializedArray<byte>(MaxBytes, pinned: true);
        try
        {
            return KindOf(start.AsSpan(0, Read(path, start)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(start);
        }
    }

    /// <summary>Recognizes content by its first bytes. Does not recognize captures.</summary>
    public static InputFileKind KindOf(ReadOnlySpan<byte> start)
    {
        if (ForeignKeyFile.Problem(start, "") is not null) return InputFileKind.ForeignKey;
        if (start.IndexOf("PRIVATE KEY-----"u8) >= 0 || IsPrivateKey(start, out bool isCertificate)) return InputFileKind.PrivateKey;
        if (isCertificate || start.IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0 ||
            start.IndexOf("-----BEGIN TRUSTED CERTIFICATE-----"u8) >= 0) return InputFileKind.Certificate;
        if (ForeignFormat.Recognize(start) is { IsCompressed: true }) return InputFileKind.Compressed;
        if (KeyIndex.IsIndex(start) || HasSecrets(start)) return InputFileKind.KeyLog;
        return HasPreSharedKeys(start) ? InputFileKind.PreSharedKeys : InputFileKind.Unknown;
    }

    /// <summary>The file's first bytes, decompressed if the file is compressed with gzip, as key logs may be.</summary>
    public static int Read(string path, byte[] start)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (start is not [0x1F, 0x8B, ..]) return length;
            file.Position = 0;
            using GZipStream content = Inflation.Gzip(file);
            return content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return 0;
        }
    }

    /// <summary>Whether a file is a capture that can be read; otherwise gives the reason.</summary>
    public static bool IsCapture(string path, [NotNullWhen(false)] out CaptureException? refusal)
    {
        refusal = null;
        try
        {
            CaptureFile.Open(path).Dispose();
        }
        catch (CaptureException e)
        {
            refusal = e;
        }

        return refusal is null;
    }

    /// <summary>
    /// DER: PKCS#1 and PKCS#8 begin with a version, encrypted PKCS#8 with an algorithm before octets, PKCS#12 with version 3.
    /// </summary>
    private static bool IsPrivateKey(ReadOnlySpan<byte> start, out bool isCertificate)
    {
        isCertificate = false;
        try
        {
            if (!AsnDecoder.TryReadEncodedValue(start, AsnEncodingRules.BER, out Asn1Tag tag, out int at, out int length, out _) ||
                tag != Asn1Tag.Sequence) return false;
            ReadOnlySpan<byte> body = start.Slice(at, length);
            AsnDecoder.ReadEncodedValue(body, AsnEncodingRules.BER, out at, out length, out int first);
            if (Asn1Tag.Decode(body, out _) == Asn1Tag.Integer) return first < body.Length && body[at..(at + length)] is [0 or 3];
            ReadOnlySpan<byte> inner = body.Slice(at, length);
            bool isAlgorithm = Asn1Tag.Decode(inner, out _) == Asn1Tag.ObjectIdentifier;
            // TBSCertificate begins with its version or its serial number.
            isCertificate = !isAlgorithm && Asn1Tag.Decode(body, out _) == Asn1Tag.Sequence;
            return isAlgorithm && Asn1Tag.Decode(body[first..], out _) == Asn1Tag.PrimitiveOctetString;
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            return false;
        }
    }

    private static bool HasSecrets(ReadOnlySpan<byte> start) => new KeyLog().Add(start, "", fromSecretsBlock: false).Secrets > 0;

    /// <summary>Whether each line looks like a pre-shared key: hex digits, alone or after an identity.</summary>
    private static bool HasPreSharedKeys(ReadOnlySpan<byte> start)
    {
        int keys = 0;
        foreach (Range range in start.SplitAny("\r\n"u8))
        {
            ReadOnlySpan<byte> line = start[range].Trim(" \t"u8);
            if (line.IsEmpty || line[0] == '#') continue;
            ReadOnlySpan<byte> hex = line[(line.LastIndexOfAny((byte)'=', (byte)':') + 1)..];
            if (hex.Length < MinHexDigits || hex.Length % 2 != 0 || hex.ContainsAnyExcept(HexDigits)) return false;
            keys++;
        }

        return keys > 0;
    }
}
