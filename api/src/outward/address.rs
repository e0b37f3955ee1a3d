//! Which addresses of the network are out there: those of everyone, and nothing within.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether what lies at the address is everyone's: no private network, no link, not the machine itself (IANA's registers
/// of special-purpose addresses, RFC 6890). An IPv4 address in an IPv6 one counts as what it is.
pub(super) fn is_out_there(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(four) => four_is_out_there(four),
        IpAddr::V6(six) => six_is_out_there(six),
    }
}

fn four_is_out_there(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let within = matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224.., ..)
    );
    !within
}

/// What is handed out to everyone lies in 2000::/3. Within it are tunnels that hold an IPv4 address (2001::/32, 2002::/16),
/// and what is for documents and protocols (2001::/23, 2001:db8::/32, 3fff::/20).
fn six_is_out_there(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let handed_out = first & 0xe000 == 0x2000;
    let within = match (first, second) {
        (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) => true,
        (0x3fff, second) => second & 0xf000 == 0,
        _ => false,
    };
    handed_out && !within
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_everyone_s_is_out_there() {
        for (address, out) in [
            ("8.8.8.8", true),
            ("100.63.0.1", true),
            ("100.128.0.1", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("192.167.0.1", true),
            ("223.255.255.255", true),
            ("2001:4860:4860::8888", true),
            ("2a00:1450:400f::1", true),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("127.0.0.1", false),
            ("127.255.255.254", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.0.0.1", false),
            ("192.0.2.1", false),
            ("192.88.99.1", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("198.51.100.1", false),
            ("203.0.113.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::127.0.0.1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("64:ff9b::a00:1", false),
            ("100::1", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("2002:7f00:1::", false),
            ("3fff::1", false),
            ("fc00::1", false),
            ("fd12:3456::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_out_there(address.parse().unwrap()), out, "{address}");
        }
    }
}
