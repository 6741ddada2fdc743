using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Parameters;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>Diffie-Hellman groups of the RFCs, as BouncyCastle has them.</summary>
internal static class GroupSamples
{
    public static byte[] Rfc7919Prime2048 { get; } = PrimeOf(DHStandardGroups.rfc7919_ffdhe2048);

    /// <summary>Groups without a fault.</summary>
    public static DHParameters[] Good { get; } =
    [
        DHStandardGroups.rfc3526_1536, DHStandardGroups.rfc3526_2048, DHStandardGroups.rfc3526_3072, DHStandardGroups.rfc3526_4096,
        DHStandardGroups.rfc3526_6144, DHStandardGroups.rfc3526_8192, DHStandardGroups.rfc7919_ffdhe2048,
        DHStandardGroups.rfc7919_ffdhe3072,
        DHStandardGroups.rfc7919_ffdhe4096, DHStandardGroups.rfc7919_ffdhe6144, DHStandardGroups.rfc7919_ffdhe8192,
    ];

    /// <summary>Groups with a fault, and where they come from.</summary>
    public static (DHParameters Group, string Name)[] Bad { get; } =
    [
        (DHStandardGroups.rfc2409_768, "Oakley group 1 of RFC 2409"), (DHStandardGroups.rfc2409_1024, "Oakley group 2 of RFC 2409"),
    ];

    public static byte[] PrimeOf(DHParameters group) => group.P.ToByteArrayUnsigned();

    /// <summary>A number of equal bytes.</summary>
    public static byte[] Fill(int length, byte value)
    {
        byte[] number = new byte[length];
        number.AsSpan().Fill(value);
        return number;
    }
}
