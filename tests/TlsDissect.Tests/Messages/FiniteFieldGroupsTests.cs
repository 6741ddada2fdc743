using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Parameters;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class FiniteFieldGroupsTests
{
    private static readonly (NamedGroup Group, DHParameters Parameters)[] Registered =
    [
        (NamedGroup.ffdhe2048, DHStandardGroups.rfc7919_ffdhe2048), (NamedGroup.ffdhe3072, DHStandardGroups.rfc7919_ffdhe3072),
        (NamedGroup.ffdhe4096, DHStandardGroups.rfc7919_ffdhe4096),
        (NamedGroup.ffdhe6144, DHStandardGroups.rfc7919_ffdhe6144), (NamedGroup.ffdhe8192, DHStandardGroups.rfc7919_ffdhe8192),
    ];

    [Fact]
    public void Each_group_is_found_by_its_prime_and_generator() =>
        Assert.All(Registered, row => Assert.Equal(row.Group, FiniteFieldGroups.Find(row.Parameters.P.ToByteArrayUnsigned(), [2])));

    [Fact]
    public void No_other_parameters_pass_for_a_group()
    {
        byte[] prime = Registered[0].Parameters.P.ToByteArrayUnsigned();
        Assert.Null(FiniteFieldGroups.Find(prime, [5]));
        Assert.Null(FiniteFieldGroups.Find(prime, []));
        Assert.Null(FiniteFieldGroups.Find([], []));
        Assert.Null(FiniteFieldGroups.Find(DHStandardGroups.rfc3526_2048.P.ToByteArrayUnsigned(), [2]));
        for (int i = 0; i < prime.Length; i++)
        {
            prime[i] ^= 1;
            Assert.Null(FiniteFieldGroups.Find(prime, [2]));
            Assert.Null(FiniteFieldGroups.Find(prime.AsSpan(0, i), [2]));
            prime[i] ^= 1;
        }
    }
}
